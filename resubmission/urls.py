"""Addresses of applications."""
from django.urls import path

from .views import pages, steps

urlpatterns = [
    path("applications/", pages.index, name="applications"),
    path("applications/new/", steps.new, name="application-new"),
    path("applications/<uuid:pk>/", pages.detail, name="application"),
    path("applications/<uuid:pk>/invoice/", steps.invoice, name="application-invoice"),
    path("applications/<uuid:pk>/reason/", steps.reason, name="application-reason"),
    path("applications/<uuid:pk>/evidence/", pages.evidence, name="application-evidence"),
    path("applications/<uuid:pk>/evidence/<uuid:evidence_pk>/", pages.evidence_file, name="application-file"),
    path("applications/<uuid:pk>/check/", steps.check, name="application-check"),
    path("applications/<uuid:pk>/withdraw/", pages.withdraw, name="application-withdraw"),
]
