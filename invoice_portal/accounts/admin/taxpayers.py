"""The taxpayers that the bureau has opened accounts for."""
from django.core.exceptions import PermissionDenied
from django.urls import path
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from .. import tax_id as rules
from ..desk.reading_only import CappedPaginator, ReadingOnly
from ..permissions import AUDITING, OPENING, taxpayers_read_by, why_not_open
from ..region_words import region_words
from . import opening_pages, operator_pages, taxpayer_page


class TaxpayerAdmin(ReadingOnly):
    """Read-only to Django's own forms: an account changes through the doors of ``accounts`` alone."""

    readers = frozenset(OPENING | AUDITING)
    list_display = ["shown_tax_id", "name", "kind", "shown_bureau", "registered_at"]
    search_fields = ["tax_id"]
    search_help_text = _("完整的纳税人识别号，或名称（包括曾用名）中的几个字")
    ordering = ["-registered_at", "-id"]
    #: Every other order would sort them all.
    sortable_by = []
    actions_list = ["open_taxpayer", "import_roster"]

    def get_queryset(self, request):
        return taxpayers_read_by(request.user)

    def get_search_results(self, request, queryset, search_term):
        """Find by the whole tax ID or by part of a name, both by index."""
        term = search_term.strip()
        if not term:
            return queryset, False
        tax_id = rules.clean(term)
        if rules.problem(tax_id) is None:
            return queryset.filter(tax_id=tax_id), False
        # Found first, sorted after: sorted first, a rare name would be looked for in all of them.
        found = queryset.named_like(term).order_by().values_list("pk", flat=True)
        return queryset.filter(pk__in=list(found[: CappedPaginator.FURTHEST])), False

    def history_subject(self, one):
        return "taxpayer", one.tax_id

    def has_open_permission(self, request, obj=None):
        return why_not_open(request.user) is None

    @action(description=_("开户"), url_path="open", permissions=["open"], icon="person_add")
    def open_taxpayer(self, request):
        return opening_pages.open_one(request)

    @action(description=_("导入名册"), url_path="import", permissions=["open"], icon="upload")
    def import_roster(self, request):
        return opening_pages.open_many(request)

    def get_urls(self):
        pages = [
            ("<int:taxpayer_id>/operator/", operator_pages.add, "operator-add"),
            ("<int:taxpayer_id>/whole/", taxpayer_page.whole, "taxpayer-whole"),
            ("<int:taxpayer_id>/rename/", taxpayer_page.rename, "taxpayer-rename"),
            ("<int:taxpayer_id>/former-name/", taxpayer_page.former_name, "taxpayer-former-name"),
            ("operator/<uuid:operator_id>/scopes/", operator_pages.scopes, "operator-scopes"),
            ("operator/<uuid:operator_id>/phone/", operator_pages.phone, "operator-phone"),
            ("operator/<uuid:operator_id>/end/", operator_pages.end, "operator-end"),
            ("token/<uuid:token_id>/revoke/", operator_pages.revoke, "token-revoke"),
        ]
        own = [path(route, self.admin_site.admin_view(view), name=name) for route, view, name in pages]
        return own + super().get_urls()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show the taxpayer's page; there is no form here to post."""
        if request.method not in ("GET", "HEAD") or not self.has_view_permission(request):
            raise PermissionDenied
        return taxpayer_page.page(request, object_id)

    @display(description=_("纳税人识别号"))
    def shown_tax_id(self, taxpayer):
        return taxpayer.shown_id

    @display(description=_("主管地区"))
    def shown_bureau(self, taxpayer):
        return region_words(taxpayer.bureau) if taxpayer.bureau else "-"
