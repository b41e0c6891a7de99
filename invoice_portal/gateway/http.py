"""Hands messages to a gateway over HTTP: POST of JSON, with the key as Idempotency-Key."""
import json
from http.client import HTTPException
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

from .down import GatewayDown

TIMEOUT = 5


class _NoRedirect(HTTPRedirectHandler):
    """A redirect is an error: the token must not travel on."""

    def redirect_request(self, *args):
        return None


_opener = build_opener(_NoRedirect)


def deliver(*, channel: str, to: str, text: str, subject: str, key: str) -> None:
    if not settings.GATEWAY_URL.startswith(("https://", "http://")):
        raise GatewayDown("GATEWAY_URL is not set to an http(s) address")
    body = json.dumps({"channel": channel, "to": to, "text": text, "subject": subject}).encode()
    headers = {
        "Content-Type": "application/json",
        "Idempotency-Key": key,
        "Authorization": f"Bearer {settings.GATEWAY_TOKEN}",
    }
    request = Request(settings.GATEWAY_URL, data=body, headers=headers, method="POST")  # noqa: S310 - checked above
    try:
        with _opener.open(request, timeout=TIMEOUT):
            pass
    except (OSError, HTTPException, ValueError) as error:
        raise GatewayDown(str(error)) from error
