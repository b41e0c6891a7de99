"""Reason templates at the desk: supervisors write them, those who see cases read them."""
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from invoice_portal.accounts.desk.desk_admin import DeskAdmin
from resubmission.permissions import sees_cases
from resubmission.placeholders import NAMES
from resubmission.reason_templates import may_keep_templates, save_template


class TemplateDesk(DeskAdmin):
    """Nothing is deleted: a template that is no longer offered is switched off, and the history goes on."""

    list_display = ["shown_name", "action", "place", "active"]
    list_filter = ["action", "active"]
    ordering = ["action", "place", "id"]
    actions = None
    readonly_fields = ["placeholders"]
    fields = ["action", "name", "name_en", "text", "text_en", "placeholders", "rule", "rule_en", "place", "active"]

    def history_subject(self, one):
        return "reason_template", one.pk

    def has_view_permission(self, request, obj=None):
        return sees_cases(request.user)

    def has_module_permission(self, request):
        return sees_cases(request.user)

    def has_add_permission(self, request):
        return may_keep_templates(request.user)

    def has_change_permission(self, request, obj=None):
        return may_keep_templates(request.user)

    def has_delete_permission(self, request, obj=None):
        return False

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in ("text", "text_en"):
            field.widget.attrs["rows"] = 4
        return field

    def save_model(self, request, obj, form, change):
        save_template(obj, by=request.user)

    @display(description=_("名称"), ordering="name")
    def shown_name(self, obj):
        return obj.name_for_reader()

    @display(description=_("可用的占位符"))
    def placeholders(self, obj):
        return format_html_join("", "{}{}{} {}<br>", (("{", name, "}", words) for name, words in NAMES.items()))
