"""The queue of cases, and the addresses of what is done with each."""
from django.core.exceptions import PermissionDenied
from django.db.models import Case, OuterRef, Q, Subquery, Value, When
from django.urls import path
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from invoice_portal.accounts.desk.desk_admin import DeskAdmin
from invoice_portal.accounts.desk.reading_only import CappedPaginator
from invoice_portal.accounts.models import Taxpayer
from lookup.number import clean_number, split_slug
from resubmission.claimed_document import EVIDENCE_READ
from resubmission.event_words import WORDS
from resubmission.models import Finding
from resubmission.permissions import cases_for, sees_cases
from resubmission.promise.wording import standing_of

from . import (
    acting,
    case_page,
    deciding_page,
    handing_over_page,
    live,
    load_page,
    promise_page,
    second_opinion_page,
    showing,
)
from .filters import AmountFilter, DueFilter, RegionFilter, RuleFilter, SeverityFilter, StateFilter, WorkFilter

_RANK = {Finding.Severity.INFO: 1, Finding.Severity.WARNING: 2, Finding.Severity.SERIOUS: 3}
_WORST = {0: _("无"), 1: _("提示"), 2: _("注意"), 3: _("严重")}
_TONES = {_WORST[3]: "danger", _WORST[2]: "warning", _WORST[1]: "info", _WORST[0]: "success"}
_DUE_TONES = {
    "late": "danger", "soon": "warning", "fine": "info", "resting": "primary", "kept": "success", "": "primary",
}  # fmt: skip


class ApplicationDesk(DeskAdmin):
    """Read-only to Django's own forms: a case changes through ``review`` alone."""

    history_words = WORDS
    list_display = [
        "shown_reference", "kind", "number", "taxpayer_name", "shown_state", "due", "age", "worst", "claimed_by",
    ]  # fmt: skip
    list_filter = [WorkFilter, DueFilter, StateFilter, RegionFilter, AmountFilter, SeverityFilter, RuleFilter]
    search_fields = ["reference"]
    search_help_text = _("受理编号、发票号码或纳税人识别号（完整）")
    show_full_result_count = False
    list_per_page = 50
    paginator = CappedPaginator
    ordering = ["submitted_at", "id"]
    actions = None

    def has_view_permission(self, request, obj=None):
        return sees_cases(request.user)

    def has_module_permission(self, request):
        return sees_cases(request.user)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        rank = Case(*(When(severity=name, then=Value(n)) for name, n in _RANK.items()))
        # What was read from evidence is kept as a finding, but is none. A subquery asks for the shown rows alone.
        doubts = Finding.objects.filter(application=OuterRef("pk")).exclude(rule=EVIDENCE_READ).annotate(rank=rank)
        cases = cases_for(request.user).select_related("taxpayer", "claimed_by").order_by(*self.ordering)
        return cases.annotate(worst_rank=Subquery(doubts.order_by("-rank").values("rank")[:1]))

    def get_search_results(self, request, queryset, search_term):
        """Find exactly: part of a number would scan the table."""
        term = search_term.strip()
        if not term:
            return queryset, False
        code, number = split_slug(clean_number(term))
        same = Q(number=number, code=code) if code else Q(number=number)
        # The taxpayer first: an OR across tables could use no index.
        taxpayers = Taxpayer.objects.filter(tax_id=term.upper()).values_list("pk", flat=True)
        return queryset.filter(Q(reference=term.upper()) | same | Q(taxpayer__in=list(taxpayers))), False

    def get_urls(self):
        wrap = self.admin_site.admin_view
        own = [
            path("load/<int:person_id>/", wrap(load_page.load_page), name="clerk-load"),
            path("promise/", wrap(promise_page.promise_page), name="service-promise"),
            path("second-opinion/", wrap(second_opinion_page.second_opinion_page), name="second-opinion-limit"),
            path("<uuid:case_id>/act/<slug:action>/", wrap(acting.act), name="case-act"),
            path("<uuid:case_id>/changes/", wrap(live.changes), name="case-changes"),
            path("<uuid:case_id>/hand-over/", wrap(handing_over_page.hand_over_page), name="case-hand-over"),
            path("<uuid:case_id>/fill/", wrap(deciding_page.fill_in), name="case-fill"),
            path("<uuid:case_id>/preview/<slug:action>/", wrap(deciding_page.preview), name="case-preview"),
            path("<uuid:case_id>/evidence/", wrap(showing.block), name="case-evidence-block"),
            path("<uuid:case_id>/letters/<uuid:letter_id>/", wrap(showing.letter), name="case-letter"),
            path("<uuid:case_id>/evidence/<uuid:evidence_id>/", wrap(showing.download), name="case-evidence"),
            path(
                "<uuid:case_id>/evidence/<uuid:evidence_id>/<int:page>/", wrap(showing.page), name="case-evidence-page"
            ),
        ]  # fmt: skip
        return own + super().get_urls()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show the case page; there is no form here to post."""
        if request.method not in ("GET", "HEAD") or not sees_cases(request.user):
            raise PermissionDenied
        return case_page.show(self, request, object_id)

    @display(description=_("受理编号"), ordering="reference")
    def shown_reference(self, case):
        return case.reference

    @display(description=_("纳税人"))
    def taxpayer_name(self, case):
        return case.taxpayer.name

    @display(
        description=_("状态"), ordering="state",
        label={"SUBMITTED": "primary", "IN_REVIEW": "info", "RETURNED": "warning", "SETTLED": "success",
               "REJECTED": "danger", "WITHDRAWN": "primary"},
    )  # fmt: skip
    def shown_state(self, case):
        return case.state, case.get_state_display()

    @display(description=_("办理期限"), ordering="due_on", label=_DUE_TONES)
    def due(self, case):
        told = standing_of(case)
        return told.tone, f"{told.words}{' *' if told.guessed else ''}"

    @display(description=_("已等待"), ordering="submitted_at")
    def age(self, case):
        return timesince(case.submitted_at, case.decided_at or timezone.now(), depth=1)

    @display(description=_("预审"), ordering="worst_rank", label=_TONES)
    def worst(self, case):
        return _WORST[case.worst_rank or 0]
