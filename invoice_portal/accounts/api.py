"""Bearer tokens of the REST API."""
from rest_framework.authentication import BaseAuthentication


class TokenAuthentication(BaseAuthentication):
    """``Authorization: Bearer TOKEN``."""

    def authenticate(self, request):
        return None
