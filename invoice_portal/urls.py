"""Every address of the portal."""
from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from invoice_portal.accounts.views.demo_codes import demo_codes
from invoice_portal.api_pages.views import docs
from invoice_portal.health import healthz, readyz
from invoice_portal.release import file_of_another_release

urlpatterns = [
    path("", include("invoice_portal.accounts.urls")),
    path("", include("invoice_portal.support.urls")),
    path("", include("invoice_portal.papers.urls")),
    path("", include("invoice_portal.office.urls")),
    path("", include("invoice_portal.complaints.urls")),
    path("", include("invoice_portal.chat.urls")),
    path("", include("invoice_portal.privacy.urls")),
    path("", include("lookup.urls")),
    path("", include("resubmission.urls")),
    path("api/v1/", include("lookup.api.urls")),
    path("api/v1/", include("resubmission.api.urls")),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", docs, name="api-docs"),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("static/<path:name>", file_of_another_release, name="static-of-another-release"),
]
if settings.DEMO:
    urlpatterns.append(path("outbox/codes/", demo_codes, name="demo-codes"))
    urlpatterns.append(path("outbox/", include("invoice_portal.gateway.urls")))
handler500 = "invoice_portal.server_error.server_error"
