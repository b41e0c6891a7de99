"""Pages of applications."""
from django.urls import include, path

from .views.case import case, check, withdraw_page
from .views.evidence import evidence, evidence_file, evidence_page, remove_evidence
from .views.from_ledger import from_ledger
from .views.letters import letter
from .views.listing import applications
from .views.live import changes
from .views.objecting import object_page
from .views.start import start
from .views.steps import invoice, reason
from .views.uploads import upload, uploads

_one = [
    path("", case, name="application"),
    path("changes/", changes, name="application-changes"),
    path("invoice/", invoice, name="application-invoice"),
    path("reason/", reason, name="application-reason"),
    path("evidence/", evidence, name="application-evidence"),
    path("evidence/uploads/", uploads, name="application-uploads"),
    path("evidence/uploads/<uuid:upload_id>/", upload, name="application-upload"),
    path("evidence/<uuid:evidence_id>/", evidence_file, name="application-file"),
    path("evidence/<uuid:evidence_id>/<int:page>/", evidence_page, name="application-file-page"),
    path("evidence/<uuid:evidence_id>/remove/", remove_evidence, name="application-file-remove"),
    path("check/", check, name="application-check"),
    path("letters/<uuid:letter_id>/", letter, name="application-letter"),
    path("object/", object_page, name="application-object"),
    path("withdraw/", withdraw_page, name="application-withdraw"),
]
urlpatterns = [
    path("applications/", applications, name="applications"),
    path("applications/new/", start, name="application-new"),
    path("applications/from-batch/<uuid:run_id>/", from_ledger, name="applications-from-batch"),
    path("applications/<uuid:application_id>/", include(_one)),
]
