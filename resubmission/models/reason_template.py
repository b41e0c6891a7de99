"""Texts that clerks begin a decision from (常用意见), in both languages."""
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from invoice_portal.languages import is_chinese
from resubmission.placeholders import why_not


class ReasonTemplate(models.Model):
    """One text for one action; written through resubmission/reason_templates.py, which tells the history."""

    class Action(models.TextChoices):
        APPROVE = "approve", _("通过")
        RETURN = "return", _("退回补正")
        REJECT = "reject", _("不通过")

    action = models.CharField(_("用于"), max_length=7, choices=Action)
    name = models.CharField(_("名称"), max_length=60)
    name_en = models.CharField(_("名称（英文）"), max_length=80)
    text = models.TextField(_("正文"), max_length=800)
    text_en = models.TextField(_("正文（英文）"), max_length=1200)
    #: The regulation that a rejection rests on.
    rule = models.CharField(_("依据的规定"), max_length=200, blank=True)
    rule_en = models.CharField(_("依据的规定（英文）"), max_length=300, blank=True)
    place = models.PositiveSmallIntegerField(_("排序"), default=100)
    active = models.BooleanField(_("启用"), default=True)

    class Meta:
        verbose_name = _("常用意见")
        verbose_name_plural = _("常用意见")
        ordering = ["action", "place", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(action="reject") | (~Q(rule="") & ~Q(rule_en="")),
                name="rejection_template_has_rule",
                violation_error_message=_("不通过的意见须写明依据的规定，中英文都要。"),
            )
        ]

    def __str__(self):
        return self.name

    def name_for_reader(self) -> str:
        """Return the name in Chinese for who reads it, else in English."""
        return self.name if is_chinese(get_language()) else self.name_en

    def clean(self):
        """Refuse placeholders that no case can fill."""
        wrong = {name: words for name in ("text", "text_en") if (words := why_not(getattr(self, name) or ""))}
        if wrong:
            raise ValidationError(wrong)
