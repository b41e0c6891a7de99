"""Applications (申请) for a supplement (补录) or a re-upload (重新上传)."""
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from invoice_portal.accounts.models import Operator, Taxpayer
from lookup.models import Invoice


class Application(models.Model):
    """One request, from draft to settlement. Its state changes only through resubmission/states.py."""

    class Kind(models.TextChoices):
        SUPPLEMENT = "SUPPLEMENT", _("补录")
        REUPLOAD = "REUPLOAD", _("重新上传")

    class State(models.TextChoices):
        DRAFT = "DRAFT", _("草稿")
        SUBMITTED = "SUBMITTED", _("已提交")
        IN_REVIEW = "IN_REVIEW", _("审核中")
        RETURNED = "RETURNED", _("待补正")
        SETTLED = "SETTLED", _("审核通过")
        REJECTED = "REJECTED", _("审核不通过")
        WITHDRAWN = "WITHDRAWN", _("已撤销")

    OPEN_STATES = [State.DRAFT, State.SUBMITTED, State.IN_REVIEW, State.RETURNED]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    #: Told to people; given at the first submission.
    reference = models.CharField(_("受理编号"), max_length=24, unique=True, null=True, blank=True)
    kind = models.CharField(_("类型"), max_length=10, choices=Kind)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.DRAFT)
    taxpayer = models.ForeignKey(Taxpayer, models.PROTECT, related_name="applications", verbose_name=_("纳税人"))
    operator = models.ForeignKey(Operator, models.PROTECT, related_name="applications", verbose_name=_("申请人"))

    number = models.CharField(_("发票号码"), max_length=20, blank=True)
    code = models.CharField(_("发票代码"), max_length=12, blank=True)
    #: Two-digit region of the number: which clerks see it.
    region = models.CharField(_("地区"), max_length=2, blank=True)
    #: The invoice as the applicant claims it, in the field names of ``read_document``, as text.
    claimed = models.JSONField(default=dict)
    total = models.DecimalField(_("价税合计"), max_digits=18, decimal_places=2, null=True, blank=True)
    reason = models.CharField(_("申请原因"), max_length=30, blank=True)
    explanation = models.TextField(_("说明"), blank=True)
    #: What the clerk asked for when returning it, and why it was rejected.
    decision_reason = models.TextField(_("审核意见"), blank=True)
    #: The record it is about (re-upload) or became (supplement).
    invoice = models.ForeignKey(Invoice, models.PROTECT, null=True, blank=True, related_name="applications")

    #: The rejected case that this one reviews (复核).
    objects_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="objections")

    created_at = models.DateTimeField(_("建立时间"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("提交时间"), null=True, blank=True)
    decided_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    #: Last day of the service promise, as the events tell it (resubmission/promise); None while the applicant has it.
    due_on = models.DateField(_("办理期限"), null=True, blank=True)
    #: When the pre-review was last begun; None while nobody has taken it up.
    prereview_at = models.DateTimeField(null=True, blank=True)
    #: How often it was begun since the submission: evidence that kills every worker is read no further.
    prereview_attempts = models.PositiveSmallIntegerField(default=0)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("审核员")
    )
    claimed_at = models.DateTimeField(_("领取时间"), null=True, blank=True)
    #: When the applicant last changed anything: what is not handed in and stays untouched loses its files.
    touched_at = models.DateTimeField(default=timezone.now)
    #: The first clerk would approve, and a second one must agree; kept when they did.
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("初审审核员")
    )
    proposed_at = models.DateTimeField(_("初审时间"), null=True, blank=True)
    proposed_reason = models.TextField(_("初审意见"), blank=True)
    #: Grows with every change; a form made from an older version is refused.
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("申请")
        verbose_name_plural = _("申请")
        constraints = [
            models.UniqueConstraint(
                fields=["taxpayer", "number", "code"],
                condition=Q(state__in=["DRAFT", "SUBMITTED", "IN_REVIEW", "RETURNED"]) & ~Q(number=""),
                name="one_open_application_per_invoice",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["DRAFT", "WITHDRAWN"]) | Q(reference__isnull=False, submitted_at__isnull=False),
                name="submitted_application_has_reference",
            ),
            models.CheckConstraint(condition=~Q(state="SETTLED") | Q(invoice__isnull=False), name="settled_has_record"),
            models.UniqueConstraint(
                fields=["objects_to"], condition=~Q(state="WITHDRAWN"), name="one_review_of_a_decision"
            ),
            models.CheckConstraint(
                condition=Q(proposed_by=None, proposed_at=None, proposed_reason="")
                | Q(proposed_by__isnull=False, proposed_at__isnull=False, state__in=["IN_REVIEW", "SETTLED"]),
                name="proposal_is_whole_and_waits_or_was_agreed_to",
            ),
            # Four eyes are two people: who settled stays in claimed_by.
            models.CheckConstraint(
                condition=Q(proposed_by=None) | Q(claimed_by=None) | ~Q(proposed_by=F("claimed_by")),
                name="nobody_agrees_with_themselves",
            ),
        ]
        indexes = [
            models.Index(fields=["taxpayer", "-created_at", "-id"], name="application_taxpayer"),
            models.Index(fields=["state", "submitted_at", "id"], name="application_queue"),
            # The desk's queues and figures.
            models.Index(
                fields=["submitted_at", "id"], condition=Q(reference__isnull=False), name="application_arrival"
            ),
            models.Index(
                fields=["region", "submitted_at", "id"], condition=Q(reference__isnull=False), name="application_region"
            ),
            models.Index(fields=["total"], condition=Q(reference__isnull=False), name="application_total"),
            models.Index(
                fields=["due_on", "id"], condition=Q(state__in=["SUBMITTED", "IN_REVIEW"]), name="application_due"
            ),
            models.Index(
                fields=["claimed_by", "due_on"], condition=Q(state="IN_REVIEW", claimed_by__isnull=False),
                name="application_held",
            ),
            models.Index(
                fields=["due_on"], condition=Q(state="IN_REVIEW", proposed_by__isnull=False), name="application_second"
            ),
            models.Index(
                fields=["due_on"], condition=Q(state="IN_REVIEW") & ~Q(decision_reason=""), name="application_answered"
            ),
            models.Index(
                fields=["-decided_at"], condition=Q(decided_at__isnull=False), name="application_decided_at"
            ),
            # Other cases of the same invoice.
            models.Index(fields=["number", "code"], condition=Q(reference__isnull=False), name="application_invoice"),
            # What was decided lately, and what waits for the applicant.
            models.Index(
                fields=["taxpayer", "-decided_at"], condition=Q(decided_at__isnull=False), name="application_decided"
            ),
            models.Index(fields=["taxpayer"], condition=Q(state="RETURNED"), name="application_returned"),
            models.Index(fields=["touched_at"], condition=Q(reference=None), name="application_untouched"),
        ]

    def __str__(self):
        return self.reference or str(self.id)
