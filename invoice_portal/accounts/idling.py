"""Ends a session of staff that nobody has used for a while (ASVS 3.3.2: at level 2, 30 minutes)."""
import time

from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

SEEN = "seen"
#: The session is written at most so often for it.
_NOTED_EVERY = 60
#: What an open page asks for by itself is no use by a person.
_BY_ITSELF = ("/changes/", "/news/")


class IdleMiddleware:
    """Logs a member of staff out after ``settings.STAFF_IDLE_MINUTES`` without a request of theirs."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest):
        if request.operator is None and request.user.is_authenticated and request.user.is_staff:
            _look_at_the_clock(request)
        return self.get_response(request)


def _look_at_the_clock(request: HttpRequest) -> None:
    now = int(time.time())
    seen = request.session.get(SEEN, now)
    if now - seen > settings.STAFF_IDLE_MINUTES * 60:
        auth.logout(request)
        messages.info(request, _("太久没有操作，已为您退出，请重新登录。"))
    elif not request.path.endswith(_BY_ITSELF) and (now - seen > _NOTED_EVERY or SEEN not in request.session):
        request.session[SEEN] = now
