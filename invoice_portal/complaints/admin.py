"""Complaints and suggestions at the desk."""
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from invoice_portal.accounts.desk.reading_only import ReadingOnly

from .desk import page
from .desk.standing import standing_of
from .models import Complaint
from .permissions import complaints_for, sees_complaints

State = Complaint.State
_TONES = {"success": "success", "primary": "primary", "danger": "danger", "warning": "warning", "info": "info"}


class Work(admin.SimpleListFilter):
    title = _("办理")
    parameter_name = "work"

    def lookups(self, request, model_admin):
        return [("mine", _("我的")), ("unclaimed", _("待领取")), ("late", _("已超期")), ("raised", _("对答复不满意"))]

    def queryset(self, request, queryset):
        open_ones = Q(state__in=[State.RECEIVED, State.IN_HANDLING])
        wanted = {
            "mine": Q(handler=request.user) & ~Q(state=State.ANSWERED), "unclaimed": Q(state=State.RECEIVED),
            "late": open_ones & Q(due_on__lt=timezone.localdate()), "raised": Q(raised=True) & open_ones,
        }.get(self.value())  # fmt: skip
        return queryset.filter(wanted) if wanted else queryset


@admin.register(Complaint)
class ComplaintDesk(ReadingOnly):
    list_display = ["reference", "kind", "category", "shown_state", "due", "region", "handler", "received_at"]
    list_filter = [Work, "state", "kind", "category"]
    search_fields = ["reference"]
    ordering = ["due_on", "id"]

    def has_view_permission(self, request, obj=None):
        return sees_complaints(request.user)

    def get_queryset(self, request):
        return complaints_for(request.user).select_related("handler").order_by(*self.ordering)

    def get_search_results(self, request, queryset, search_term):
        """Find exactly, by index."""
        term = search_term.strip().upper()
        return (queryset.filter(reference=term) if term else queryset), False

    def get_urls(self):
        wrap = self.admin_site.admin_view
        own = [
            path("<uuid:complaint_id>/act/<slug:step>/", wrap(page.act), name="complaint-act"),
            path("<uuid:complaint_id>/files/<uuid:attachment_id>/", wrap(page.file), name="complaint-file"),
        ]
        return own + super().get_urls()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        return page.show(request, object_id)

    @display(
        description=_("状态"),
        label={"RECEIVED": "danger", "IN_HANDLING": "info", "ASKED": "warning", "ANSWERED": "success"},
    )
    def shown_state(self, complaint):
        return complaint.state, complaint.get_state_display()

    @display(description=_("答复期限"), ordering="due_on", label=_TONES)
    def due(self, complaint):
        return standing_of(complaint)
