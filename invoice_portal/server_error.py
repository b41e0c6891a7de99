"""The last answer when something failed: 503 if what we need is away for the moment, else 500. Needs nothing itself."""
import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import get_template
from kombu.exceptions import OperationalError as BrokerDown
from redis.exceptions import RedisError

#: The embedded servers are back within seconds, a server that restarts within a minute.
RETRY_AFTER = 15
_AWAY = (OperationalError, InterfaceError, RedisError, BrokerDown)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say what happened as page or JSON; called while the exception is being handled."""
    away = isinstance(sys.exc_info()[1], _AWAY)
    status = 503 if away else 500
    if request.path.startswith("/api/"):
        code = "unavailable" if away else "server_error"
        detail = "Unavailable for the moment; nothing was changed." if away else "Internal error, logged."
        response: HttpResponse = JsonResponse({"code": code, "detail": detail, "fields": {}}, status=status)
    else:
        response = HttpResponse(get_template(f"{status}.html").render(), status=status)
    if away:
        response["Retry-After"] = str(RETRY_AFTER)
    response["Content-Language"] = settings.LANGUAGE_CODE
    return response
