"""The portal's addresses with the demo's outbox, and one address for each way in which a page can fail."""
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from invoice_portal.accounts.views.demo_codes import demo_codes
from invoice_portal.page_expired import page_expired
from invoice_portal.refusal import Refusal
from invoice_portal.urls import handler500
from invoice_portal.urls import urlpatterns as portal

WAYS = {
    "misunderstood": SuspiciousOperation(),
    "forbidden": PermissionDenied(),
    "broken": ZeroDivisionError(),
    "away": OperationalError(),
    "refused": Refusal("too_many", "请稍后再试。", status=429),
}


def fail(request: HttpRequest, way: str) -> HttpResponse:
    raise WAYS[way]


urlpatterns = [
    *portal,
    path("outbox/codes/", demo_codes),
    path("outbox/", include("invoice_portal.gateway.urls")),
    path("failing/expired/", page_expired),
    path("failing/<str:way>/", fail),
]
__all__ = ["handler500", "urlpatterns"]
PAGES = ("/outbox/", "/outbox/codes/", "/failing/expired/", *(f"/failing/{way}/" for way in WAYS))
