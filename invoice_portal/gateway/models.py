"""The outbox: where demo and tests keep what a real gateway would have sent."""
from django.db import models
from django.utils.translation import gettext_lazy as _


class OutboxMessage(models.Model):
    class Channel(models.TextChoices):
        SMS = "SMS", _("短信")
        EMAIL = "EMAIL", _("邮件")

    #: The sender's idempotency key: the same key twice is one message.
    key = models.CharField(max_length=64, unique=True)
    channel = models.CharField(_("渠道"), max_length=5, choices=Channel)
    to = models.CharField(_("收件人"), max_length=254)
    subject = models.CharField(_("主题"), max_length=200, blank=True)
    text = models.TextField(_("内容"))
    sent_at = models.DateTimeField(_("发送时间"), auto_now_add=True)
