"""The call-backs at the desk: what has to be dialled now, and what is to come."""
from django.contrib import admin
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from invoice_portal.accounts.desk.reading_only import ReadingOnly

from ..models import CallBack
from ..permissions import chats_for, reads_chats

_TONES = {"BOOKED": "info", "DONE": "success", "UNREACHED": "warning", "CANCELLED": "default"}


class Due(admin.SimpleListFilter):
    title = _("时间")
    parameter_name = "call"

    def lookups(self, request, model_admin):
        return [("due", _("现在要打")), ("ahead", _("还没到时间"))]

    def queryset(self, request, queryset):
        now = timezone.now()
        wanted = {"due": Q(starts_at__lte=now), "ahead": Q(starts_at__gt=now)}.get(self.value())
        return queryset.filter(wanted, state="BOOKED").order_by("starts_at", "id") if wanted else queryset


class CallBackDesk(ReadingOnly):
    """When whom to call; the number is shown in the conversation, one at a time."""

    list_display = ["starts_at", "shown_conversation", "taxpayer", "shown_state", "agent"]
    list_display_links = None
    list_filter = [Due, "state"]
    ordering = ["-starts_at", "-id"]
    sortable_by = []

    def has_view_permission(self, request, obj=None):
        return reads_chats(request.user)

    def get_queryset(self, request):
        rows = CallBack.objects.filter(conversation__in=chats_for(request.user))
        return rows.select_related("conversation__operator__taxpayer", "agent").order_by(*self.ordering)

    def get_urls(self):
        return [route for route in super().get_urls() if (route.name or "").endswith("_changelist")]

    @display(description=_("咨询"))
    def shown_conversation(self, call):
        address = reverse("admin:chat_conversation_change", args=[call.conversation_id])
        return format_html('<a href="{}">{}</a>', address, call.conversation.reference)

    @display(description=_("纳税人"))
    def taxpayer(self, call):
        return call.conversation.operator.taxpayer.name

    @display(description=_("状态"), label=_TONES)
    def shown_state(self, call):
        return call.state, call.get_state_display()
