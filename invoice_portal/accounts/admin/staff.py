"""The bureau's own accounts."""
from django.core.exceptions import PermissionDenied
from django.urls import path
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from ..desk.reading_only import ReadingOnly
from ..permissions import AUDITING, STAFFING, staff_read_by, why_not_keep_staff
from ..region_words import region_name
from . import staff_page


class StaffAdmin(ReadingOnly):
    """Read-only to Django's own forms: an account changes through ``accounts.staff`` alone."""

    readers = frozenset(STAFFING | AUDITING)
    list_display = ["login", "person_name", "role", "shown_regions", "shown_state"]
    list_filter = ["role"]
    search_fields = ["person__login", "person__name"]
    search_help_text = _("登录名或姓名")
    ordering = ["person__login"]
    actions_list = ["open_staff"]

    def get_queryset(self, request):
        return staff_read_by(request.user)

    def has_open_permission(self, request, obj=None):
        return why_not_keep_staff(request.user) is None

    @action(description=_("开立账户"), url_path="open", permissions=["open"], icon="person_add")
    def open_staff(self, request):
        return staff_page.open_one(request)

    def get_urls(self):
        pages = [
            ("<int:staff_id>/role/", staff_page.role, "staff-role"),
            ("<int:staff_id>/password/", staff_page.password, "staff-password"),
            ("<int:staff_id>/second-factor/", staff_page.second_factor, "staff-second-factor"),
            ("<int:staff_id>/end/", staff_page.end, "staff-end"),
        ]
        own = [path(route, self.admin_site.admin_view(view), name=name) for route, view, name in pages]
        return own + super().get_urls()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show the account's page; there is no form here to post."""
        if request.method not in ("GET", "HEAD") or not self.has_view_permission(request):
            raise PermissionDenied
        return staff_page.page(request, object_id)

    @display(description=_("登录名"))
    def login(self, staff):
        return staff.person.login

    @display(description=_("姓名"))
    def person_name(self, staff):
        return staff.person.name

    @display(description=_("负责地区"))
    def shown_regions(self, staff):
        return " ".join(map(region_name, staff.regions)) or _("全部地区")

    @display(description=_("状态"), label={"active": "success", "ended": "danger"})
    def shown_state(self, staff):
        return ("active", _("在用")) if staff.person.is_active else ("ended", _("已停用"))
