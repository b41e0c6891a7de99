"""Complaints and suggestions: what was said, by whom if they say so, and what became of it."""
import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from invoice_portal.accounts.models import Operator
from invoice_portal.attachments.models import Attachment
from invoice_portal.sealed.fields import SealedField


class Complaint(models.Model):
    """Changes only through ``moving``. Unsigned: ``operator`` and ``name`` are empty, and nothing else tells."""

    class Kind(models.TextChoices):
        COMPLAINT = "COMPLAINT", _("投诉举报")
        SUGGESTION = "SUGGESTION", _("建议")

    class Category(models.TextChoices):
        SELLER = "SELLER", _("销售方不开或拒开发票")
        DATA = "DATA", _("发票数据有误或查不到")
        MISUSE = "MISUSE", _("信息被冒用或滥用")
        CONDUCT = "CONDUCT", _("工作人员的服务或作风")
        SITE = "SITE", _("网站的功能或内容")

    class State(models.TextChoices):
        RECEIVED = "RECEIVED", _("已收到")
        IN_HANDLING = "IN_HANDLING", _("处理中")
        ASKED = "ASKED", _("等您补充")
        ANSWERED = "ANSWERED", _("已答复")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("受理编号"), max_length=24, unique=True)
    #: Keyed digest of the code by which it is followed without an account.
    code_digest = models.CharField(max_length=64)
    kind = models.CharField(_("类型"), max_length=10, choices=Kind)
    category = models.CharField(_("事项"), max_length=10, choices=Category)
    state = models.CharField(_("状态"), max_length=11, choices=State, default=State.RECEIVED)
    #: Two-digit region whose staff handle it; "": everyone's.
    region = models.CharField(_("地区"), max_length=2, blank=True)
    operator = models.ForeignKey(Operator, models.PROTECT, null=True, blank=True, related_name="complaints")
    name = SealedField(_("姓名"), blank=True, default="")
    contact = SealedField(_("联系方式"), blank=True, default="")
    about_name = models.CharField(_("涉及的单位或人员"), max_length=200, blank=True)
    about_tax_id = models.CharField(_("涉及单位的纳税人识别号"), max_length=20, blank=True)
    about_reference = models.CharField(_("涉及的受理编号"), max_length=40, blank=True)
    #: Staff whom it is about: they never see that it is there.
    barred = ArrayField(models.BigIntegerField(), default=list, blank=True)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("经办人")
    )
    received_at = models.DateTimeField(_("收到时间"), default=timezone.now)
    due_on = models.DateField(_("答复期限"), null=True, blank=True)
    #: Since when the person has been asked for more; the promise rests meanwhile.
    asked_on = models.DateField(null=True, blank=True)
    #: They were not content with the answer: a supervisor handles it.
    raised = models.BooleanField(_("对答复不满意"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("投诉与建议")
        verbose_name_plural = _("投诉与建议")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="RECEIVED") | Q(handler__isnull=False), name="handled_complaint_has_handler"
            ),
            models.CheckConstraint(
                condition=Q(state="ASKED") ^ Q(asked_on=None), name="asked_complaint_knows_since_when"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on", "id"], name="complaint_queue"),
            models.Index(fields=["operator", "-received_at", "-id"], name="complaint_own"),
            models.Index(
                fields=["due_on"], condition=Q(state__in=["RECEIVED", "IN_HANDLING"]), name="complaint_due"
            ),
        ]

    def __str__(self):
        return self.reference


class ComplaintText(models.Model):
    """What one side said, in order; the first is the complaint itself."""

    class Author(models.TextChoices):
        PERSON = "PERSON", _("您")
        OFFICE = "OFFICE", _("税务机关")

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="texts")
    author = models.CharField(max_length=6, choices=Author)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("内容"))
    at = models.DateTimeField(default=timezone.now)
    files = models.ManyToManyField(Attachment, related_name="+")

    class Meta:
        ordering = ["id"]
