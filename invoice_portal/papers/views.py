"""/verify/: whether a paper is genuine, for anyone who holds it; and the digests of the chain of events."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from invoice_portal.accounts.misuse import beginning_of, missed, refuse_if_held, sources_of
from invoice_portal.accounts.models import Misuse
from invoice_portal.accounts.throttle import limit
from invoice_portal.history.publishing import published
from invoice_portal.refusal import Refusal

from .checking import Doubt, check_code, check_file
from .taking import MAX_BYTES, pdf_of
from .words import WORDS

#: Days shown; older ones are proved by newer ones.
SHOWN = 31
#: From one address: an auditor goes through a pile, and nobody through 2^80 codes.
CODES, FILES, WITHIN = 120, 40, 600
#: A file a little too large is told so in words; one of so many bytes is not even taken in.
UNREAD = 5 * MAX_BYTES
#: More than anybody types; what is longer is no code.
LONGEST = 64


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@csrf_exempt
def verify(request: HttpRequest) -> HttpResponse:
    """Refuse what is far too large before any of it is read; the token, which stands in it, is asked for behind."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > UNREAD:
        return HttpResponse(status=413)
    return _verify(request)


@csrf_protect
def _verify(request: HttpRequest) -> HttpResponse:
    """Answer for ``?code=…`` at once, since whoever follows a QR code has asked already; POST: for a file."""
    context = {"max_megabytes": MAX_BYTES >> 20, "typed": request.GET.get("code", "")[:LONGEST], "status": 200}
    try:
        context |= _answered(request, context["typed"])
    except Refusal as refusal:
        # At its field, where there is one.
        context |= {"refused": refusal, "at_file": request.method == "POST", "status": refusal.status}
    context["days"] = [(day, bytes(day.digest).hex()) for day in published(SHOWN)]
    response = render(request, "papers/verify.html", context, status=context["status"])
    # An answer is of its moment and its asker: not for a search engine to keep.
    response["X-Robots-Tag"] = "noindex"
    refused = context.get("refused")
    return refused.onto(response) if refused else response


def _answered(request: HttpRequest, typed: str) -> dict:
    if request.method == "POST":
        limit(request, "verify-file", times=FILES, seconds=WITHIN)
        return {"words": WORDS[check_file(pdf_of(request.FILES.get("file")))], "of_file": True, "typed": ""}
    if not typed.strip():
        missing = "code" in request.GET and Refusal("no_code", _("请输入核验码。"), status=422)
        return {"refused": missing or None, "status": 422 if missing else 200}
    limit(request, "verify-code", times=CODES, seconds=WITHIN)
    sources = sources_of(request)
    refuse_if_held(Misuse.Kind.CODES, sources)
    answer = check_code(typed)
    if answer is Doubt.NOT_ISSUED:
        missed(Misuse.Kind.CODES, sources, beginning_of(typed))
    return {"words": WORDS[answer]}
