"""API of applications, below /api/v1/."""
from django.urls import path

from .uploads import UploadsView, UploadView
from .views import ApplicationsView, ApplicationView, EvidenceView, SubmitView, WithdrawView

urlpatterns = [
    path("applications/", ApplicationsView.as_view(), name="api-applications"),
    path("applications/<uuid:application_id>/", ApplicationView.as_view(), name="api-application"),
    path("applications/<uuid:application_id>/evidence/", EvidenceView.as_view(), name="api-application-evidence"),
    path("applications/<uuid:application_id>/evidence/uploads/", UploadsView.as_view(), name="api-application-uploads"),
    path(
        "applications/<uuid:application_id>/evidence/uploads/<uuid:upload_id>/", UploadView.as_view(),
        name="api-application-upload",
    ),
    path("applications/<uuid:application_id>/submit/", SubmitView.as_view(), name="api-application-submit"),
    path("applications/<uuid:application_id>/withdraw/", WithdrawView.as_view(), name="api-application-withdraw"),
]
