from django.urls import path

from .views.agreeing import agree
from .views.closing import cancel_closing, close_account
from .views.copies import ask_for_copy, copy, copy_file
from .views.page import privacy

urlpatterns = [
    path("privacy/", privacy, name="privacy"),
    path("privacy/agree/", agree, name="privacy-agree"),
    path("privacy/copies/", ask_for_copy, name="privacy-copies"),
    path("privacy/copies/<uuid:export_id>/", copy, name="privacy-copy"),
    path("privacy/copies/<uuid:export_id>/file/", copy_file, name="privacy-copy-file"),
    path("privacy/close/", close_account, name="privacy-close"),
    path("privacy/close/cancel/", cancel_closing, name="privacy-close-cancel"),
]
