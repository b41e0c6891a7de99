"""Conversations and canned answers at the desk."""
from datetime import timedelta

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.urls import path
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from invoice_portal.accounts.desk.desk_admin import DeskAdmin
from invoice_portal.accounts.desk.reading_only import ReadingOnly
from invoice_portal.accounts.roles import Role, role_of
from invoice_portal.history.record import record

from .desk import call_back, page, traces
from .desk.call_back_list import CallBackDesk
from .desk.start import LONG
from .models import CallBack, CannedAnswer, Conversation
from .permissions import chats_for, reads_chats

State = Conversation.State
admin.site.register(CallBack, CallBackDesk)


class Work(admin.SimpleListFilter):
    title = _("办理")
    parameter_name = "work"

    def lookups(self, request, model_admin):
        return [("waiting", _("等待人工")), ("long", _("等待已久")), ("mine", _("我的")), ("open", _("未结束"))]

    def queryset(self, request, queryset):
        late = timezone.now() - timedelta(minutes=LONG)
        wanted = {
            "waiting": Q(state=State.WAITING), "long": Q(state=State.WAITING, waiting_since__lt=late),
            "mine": Q(state=State.TAKEN, agent=request.user), "open": ~Q(state=State.CLOSED),
        }.get(self.value())  # fmt: skip
        return queryset.filter(wanted) if wanted else queryset


@admin.register(Conversation)
class ConversationDesk(ReadingOnly):
    list_display = ["reference", "taxpayer", "shown_state", "waited", "agent", "rating", "last_at"]
    list_filter = [Work, "state"]
    search_fields = ["reference"]
    ordering = ["-last_at", "-id"]

    def has_view_permission(self, request, obj=None):
        return reads_chats(request.user)

    def get_queryset(self, request):
        return chats_for(request.user).select_related("operator__taxpayer", "agent").order_by(*self.ordering)

    def get_search_results(self, request, queryset, search_term):
        """Find exactly, by index."""
        term = search_term.strip().upper()
        return (queryset.filter(reference=term) if term else queryset), False

    def get_urls(self):
        wrap = self.admin_site.admin_view
        own = [
            path("<uuid:conversation_id>/news/", wrap(page.news), name="chat-desk-news"),
            path("<uuid:conversation_id>/trace/<uuid:trace_id>/", wrap(traces.trace), name="chat-desk-trace"),
            path("<uuid:conversation_id>/typing/", wrap(page.typing), name="chat-desk-typing"),
            path("<uuid:conversation_id>/number/", wrap(call_back.number), name="chat-desk-number"),
            path("<uuid:conversation_id>/act/<slug:step>/", wrap(page.act), name="chat-desk-act"),
            path("<uuid:conversation_id>/files/<uuid:attachment_id>/", wrap(page.file), name="chat-desk-file"),
            path(
                "<uuid:conversation_id>/files/<uuid:attachment_id>/picture/", wrap(page.file), {"picture": True},
                name="chat-desk-picture",
            ),
        ]  # fmt: skip
        return own + super().get_urls()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        return page.show(request, object_id)

    @display(description=_("纳税人"))
    def taxpayer(self, conversation):
        return conversation.operator.taxpayer.name

    @display(
        description=_("状态"), label={"WAITING": "danger", "TAKEN": "success", "HELPER": "info", "CLOSED": "default"}
    )
    def shown_state(self, conversation):
        return conversation.state, conversation.get_state_display()

    @display(description=_("已等待"), ordering="waiting_since")
    def waited(self, conversation):
        return timesince(conversation.waiting_since, depth=1) if conversation.waiting_since else "—"


@admin.register(CannedAnswer)
class CannedAnswerDesk(DeskAdmin):
    """Supervisors write them; what is no longer offered is switched off."""

    list_display = ["name", "active", "place"]
    actions = None

    def history_subject(self, one):
        return "canned_answer", one.pk

    def has_view_permission(self, request, obj=None):
        return reads_chats(request.user)

    def has_module_permission(self, request):
        return reads_chats(request.user)

    def has_add_permission(self, request):
        return role_of(request.user) == Role.SUPERVISOR

    def has_change_permission(self, request, obj=None):
        return role_of(request.user) == Role.SUPERVISOR

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        action = "change" if change else "add"
        record("canned_answer", obj.pk, action, by=request.user, changed=list(form.changed_data))
