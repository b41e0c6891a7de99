"""Bearer tokens of the REST API."""
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed

from .misuse import beginning_of, missed, refuse_if_held, sources_of
from .models import ApiToken, Misuse
from .tokens import digest


class TokenAuthentication(BaseAuthentication):
    """``Authorization: Bearer TOKEN``. Sets ``request.auth`` (ApiToken), ``user`` and ``operator``."""

    def authenticate(self, request):
        scheme, _space, token = get_authorization_header(request).partition(b" ")
        if scheme.lower() != b"bearer":
            return None
        found = ApiToken.objects.filter(digest=digest(token.strip().decode("latin-1")), revoked_at=None)
        found = found.filter(operator__ended_at=None, operator__person__is_active=True)
        row = found.select_related("operator__person", "operator__taxpayer").first()
        if row is None:
            refuse_unknown_token(request, token.strip().decode("latin-1"))
            raise AuthenticationFailed(_("令牌无效或已作废。"))
        _note_use(row)
        request.operator = request._request.operator = row.operator
        return row.operator.person, row

    def authenticate_header(self, request):
        return "Bearer"


def refuse_unknown_token(request, token: str) -> None:
    """Count a token that nobody has; refuse (429) instead of saying so to who tries one after the other.

    A good token of the same address is never held back by that.
    """
    # The request of Django: the API's own would ask for the token once more.
    sources = sources_of(request._request)
    refuse_if_held(Misuse.Kind.ACCOUNTS, sources)
    missed(Misuse.Kind.ACCOUNTS, sources, beginning_of(token))


def _note_use(row: ApiToken) -> None:
    """Keep when a token was last used, to the hour, so that most requests write nothing."""
    now = timezone.now()
    if row.last_used_at is None or row.last_used_at < now - timedelta(hours=1):
        stale = Q(last_used_at=None) | Q(last_used_at__lt=now - timedelta(hours=1))
        ApiToken.objects.filter(stale, pk=row.pk).update(last_used_at=now)


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "bearer"}
