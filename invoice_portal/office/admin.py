"""Hours and contacts at the desk."""
from django.contrib import admin

from invoice_portal.accounts.desk.desk_admin import DeskAdmin
from invoice_portal.accounts.roles import role_of

from .keeping import drop, keep, may_keep
from .models import OfficeContact, OfficeException, OfficeHours


class Kept(DeskAdmin):
    """Everyone of the bureau reads; changes go through ``keeping``."""

    actions = None
    show_full_result_count = False

    def has_view_permission(self, request, obj=None):
        return bool(role_of(request.user))

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_add_permission(self, request):
        return may_keep(request.user)

    def has_change_permission(self, request, obj=None):
        return may_keep(request.user)

    def has_delete_permission(self, request, obj=None):
        return may_keep(request.user)

    def save_model(self, request, obj, form, change):
        keep(obj, by=request.user)

    def delete_model(self, request, obj):
        drop(obj, by=request.user)


@admin.register(OfficeHours)
class OfficeHoursAdmin(Kept):
    list_display = ["weekday", "opens", "closes"]


@admin.register(OfficeException)
class OfficeExceptionAdmin(Kept):
    list_display = ["date", "opens", "closes", "reason"]


@admin.register(OfficeContact)
class OfficeContactAdmin(Kept):
    list_display = ["name", "phone", "region", "first", "shown", "place"]
