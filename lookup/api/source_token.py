"""Tokens of sources: good for feeds and nothing else, as taxpayers' are for everything else."""
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission

from invoice_portal.accounts.api import refuse_unknown_token
from lookup.models import Source

from ..sources import source_of_token


class SourceAuthentication(BaseAuthentication):
    """``Authorization: Bearer TOKEN`` of a source, which is ``request.auth``."""

    def authenticate(self, request):
        scheme, _space, token = get_authorization_header(request).partition(b" ")
        if scheme.lower() != b"bearer":
            return None
        source = source_of_token(token.strip().decode("latin-1"))
        if source is None:
            refuse_unknown_token(request, token.strip().decode("latin-1"))
            raise AuthenticationFailed(_("令牌无效或已作废。"))
        return None, source

    def authenticate_header(self, request):
        return "Bearer"


class IsSource(BasePermission):
    def has_permission(self, request, view) -> bool:
        return isinstance(request.auth, Source)


class SourceTokenScheme(OpenApiAuthenticationExtension):
    target_class = SourceAuthentication
    name = "sourceToken"

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "bearer"}
