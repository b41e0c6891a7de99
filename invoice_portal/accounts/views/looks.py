"""When, and by which office, staff looked at my cases and data."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from invoice_portal.paging import page_of

from ..access import operator_required
from ..looks import looks_at, sees_what
from ..region_words import region_name


@never_cache
@require_safe
@operator_required
def looks(request: HttpRequest) -> HttpResponse:
    """List the looks, newest first; who looked stays the bureau's affair."""
    page = page_of(looks_at(request.operator.taxpayer), ["id"], request.GET.get("cursor", ""))
    shown = [{"look": look, "office": office_words(look.region)} for look in page.rows]
    context = {"shown": shown, "next_cursor": page.next_cursor, "told": sees_what(request.operator)}
    return render(request, "accounts/looks.html", context)


def office_words(region: str) -> str:
    """Return the office in words: that of a region, or the one for the whole country."""
    return _("%(region)s税务机关") % {"region": region_name(region)} if region else _("税务总局（全国）")
