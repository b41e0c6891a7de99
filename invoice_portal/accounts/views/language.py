"""The language switch, for the browser and, when logged in, for the person."""
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST
from django.views.i18n import set_language as django_set_language

from ..language import keep_language


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Set the language cookie, and keep the choice for the person's next browser."""
    if request.user.is_authenticated:
        keep_language(request.user, request.POST.get("language", ""))
    return django_set_language(request)
