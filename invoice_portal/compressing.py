"""Sends pages and JSON compressed to who takes that; everything else is small, a stream, or compressed already."""
from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

_WORTH_IT = ("text/html", "application/json")


class CompressingMiddleware(GZipMiddleware):
    """Django's own, which pads by a random length, so that sizes do not tell what a page holds (BREACH)."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.streaming or not response.get("Content-Type", "").startswith(_WORTH_IT):
            return response
        return super().process_response(request, response)
