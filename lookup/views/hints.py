"""/hints/: what may be wrong with one field, asked while it is typed. Anyone may ask; it knows nothing of anyone."""
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from invoice_portal.accounts.throttle import limit, limit_of

from ..hints import HINTED, hint

#: A word typed slowly asks a dozen times; an office may share one address.
ASKED, ASKED_WITHIN = 1_200, 300
LONGEST = 2_000


@require_safe
@never_cache
def hints(request: HttpRequest) -> HttpResponse:
    """Answer with the words for below the field ``field``, empty if all is well."""
    operator = request.operator
    if operator:
        limit_of(f"hints:{operator.pk}", times=ASKED, seconds=ASKED_WITHIN)
    else:
        limit(request, "hints", times=ASKED, seconds=ASKED_WITHIN)
    field = request.GET.get("field", "")
    if field not in HINTED:
        raise Http404
    given = {name: value[:LONGEST] for name, value in request.GET.items() if name in HINTED}
    return render(request, "components/hint.html", {"words": hint(field, given, operator)})
