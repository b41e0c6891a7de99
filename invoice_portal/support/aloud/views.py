"""POST /aloud/: a piece of the page that somebody looks at, as sound. Nothing of it is kept."""
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from invoice_portal.accounts.throttle import limit
from invoice_portal.refusal import Refusal

from .serving import sound
from .speaking import speak

#: A sentence; the page sends one after the other.
LONGEST = 600
#: An office may share one address; a sentence lasts some seconds.
TIMES, WITHIN = 1200, 600


@require_POST
def aloud(request: HttpRequest) -> HttpResponse:
    """Return ``text`` in the language ``lang`` as an MP3; a refusal is JSON, for the page's script to show."""
    try:
        limit(request, "aloud", times=TIMES, seconds=WITHIN)
        text = request.POST.get("text", "").strip()
        if not text:
            raise Refusal("nothing", _("没有可以朗读的文字。"), fields={"text": _("没有可以朗读的文字。")})
        if len(text) > LONGEST:
            raise Refusal("too_long", _("这段文字太长，请选一小段再朗读。"))
        return sound(request, speak([(request.POST.get("lang", ""), text)]))
    except Refusal as refusal:
        body = {"code": refusal.code, "detail": refusal.detail, "fields": refusal.fields}
        return JsonResponse(body, status=refusal.status, headers=refusal.headers)
