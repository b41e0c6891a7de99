"""The ground of the bureau's lists: for some roles, read only, quick on millions of rows."""
from django.core.paginator import Paginator
from django.utils.functional import cached_property

from ..roles import role_of
from .desk_admin import DeskAdmin


class CappedPaginator(Paginator):
    """Counts no further than a person pages: counting everything takes seconds on millions of rows."""

    FURTHEST = 5_000

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[: self.FURTHEST].count()


class ReadingOnly(DeskAdmin):
    """A model that staff look at; adding, changing and deleting are refused, also by hand-made requests.

    ``readers`` are the roles that see it.
    """

    readers: frozenset[str] = frozenset()
    paginator = CappedPaginator
    show_full_result_count = False
    list_per_page = 50
    actions = None

    def has_view_permission(self, request, obj=None):
        return role_of(request.user) in self.readers

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
