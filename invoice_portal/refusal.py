"""The one exception that becomes a clear error everywhere: page, API, command line."""
from collections.abc import Mapping

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

#: Where nobody knows better: a server is back, or others' work done, within so many seconds.
_WAITS = {429: 60, 503: 15}


class Refusal(Exception):
    """Something that will not be done, with the reason in the user's language and what to do next.

    ``code`` is for programs (snake_case), ``detail`` for people, ``fields`` maps a field's name to
    what is wrong with it. ``status`` is the HTTP status; ``wait`` in how many seconds it is worth asking again.
    """

    def __init__(
        self, code: str, detail: str, *, status: int = 400, fields: Mapping[str, str] | None = None, wait: int = 0
    ):
        super().__init__(detail)
        self.code, self.detail, self.status, self.fields = code, detail, status, dict(fields or {})
        self.wait = wait

    @property
    def headers(self) -> dict[str, str]:
        """What the answer carries beside its words: every "not now" says until when."""
        wait = self.wait or _WAITS.get(self.status, 0)
        return {"Retry-After": str(wait)} if wait else {}

    def beside(self, form: Form) -> None:
        """Put what is wrong to the form's fields, and above them what is about none of them."""
        for name, text in (self.fields or {"": self.detail}).items():
            form.add_error(name if name in form.fields else None, text)

    def onto(self, response: HttpResponse) -> HttpResponse:
        """Return the response, a page that tells of this, with its headers."""
        for name, value in self.headers.items():
            response[name] = value
        return response


class RefusalMiddleware:
    """Shows a Refusal that no view has handled as a page with its status."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refusal):
            page = render(request, "refusal.html", {"refusal": exception}, status=exception.status)
            return exception.onto(page)
        return None


def api_exception_handler(exception, context):
    """Answer every API error as {"code", "detail", "fields"}."""
    from rest_framework import exceptions
    from rest_framework.response import Response
    from rest_framework.views import exception_handler

    if isinstance(exception, Refusal):
        body = {"code": exception.code, "detail": str(exception.detail), "fields": exception.fields}
        return Response(body, status=exception.status, headers=exception.headers)
    if isinstance(exception, Http404):
        exception = exceptions.NotFound()
    response = exception_handler(exception, context)
    if response is None:
        return None
    if isinstance(exception, exceptions.ValidationError):
        fields = response.data if isinstance(response.data, dict) else {"non_field_errors": response.data}
        response.data = {"code": "invalid", "detail": str(exceptions.ValidationError.default_detail), "fields": fields}
    else:
        response.data = {"code": exception.default_code, "detail": str(exception.detail), "fields": {}}
    return response
