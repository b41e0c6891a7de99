"""Sets ``request.operator``; makes nobody of staff whose second factor this session has not proved."""
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from .access import OPERATOR_KEY
from .models import Operator


class OperatorMiddleware:
    """Finds person, operator and taxpayer of a session in one query.

    ``request.operator`` is None unless the operator is verified and not ended. The person found serves as
    ``request.user`` too, so Django need not ask again.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest):
        request.operator = _operator_of(request)
        return self.get_response(request)


def _operator_of(request: HttpRequest) -> Operator | None:
    operator_id = request.session.get(OPERATOR_KEY)
    if not operator_id or not request.session.get(SESSION_KEY):
        return None
    found = Operator.objects.active().filter(pk=operator_id, verified_at__isnull=False)
    operator = found.select_related("person", "taxpayer").first()
    if operator is None or str(operator.person_id) != request.session[SESSION_KEY]:
        return None
    # As django.contrib.auth.get_user does: a changed password ends every other session.
    expected = operator.person.get_session_auth_hash()
    if not constant_time_compare(request.session.get(HASH_SESSION_KEY, ""), expected):
        return None
    request._cached_user = operator.person
    return operator


class SecondFactorMiddleware:
    """Lets a session of staff count only with a second factor that it proved and that still stands.

    Inside django-otp's middleware. Here for every page at once, so that no page can forget to ask.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest):
        if request.operator is None and request.session.get(SESSION_KEY):
            user = request.user
            if user.is_authenticated and user.is_staff and not user.is_verified():
                request.user = AnonymousUser()
        return self.get_response(request)
