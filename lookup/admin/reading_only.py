"""The ground of every page here: for staff of the region, read only, quick on millions of rows."""
from django.core.paginator import Paginator
from django.utils.functional import cached_property
from unfold.admin import ModelAdmin

from invoice_portal.accounts.models import StaffMember
from invoice_portal.accounts.staff import role_of

_Role = StaffMember.Role
#: Tax secrecy: those who answer chats have no business in the records.
_READERS = {_Role.CLERK, _Role.SUPERVISOR, _Role.AUDITOR, _Role.ADMINISTRATOR}


class CappedPaginator(Paginator):
    """Counts no further than a person pages: counting everything takes seconds on millions of rows."""

    FURTHEST = 5_000

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[: self.FURTHEST].count()


class ReadingOnly(ModelAdmin):
    """A model that staff look at; adding, changing and deleting are refused, also by hand-made requests."""

    paginator = CappedPaginator
    show_full_result_count = False
    list_per_page = 50
    actions = None

    def has_view_permission(self, request, obj=None):
        return role_of(request.user) in _READERS

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def regions_of(person) -> list[str]:
    """Return the regions whose records the person sees; empty: all."""
    staff = StaffMember.objects.filter(person=person).first()
    return staff.regions if staff else []
