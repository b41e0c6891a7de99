"""The statement's addresses."""
from django.urls import path

from .views import statement, statement_file

urlpatterns = [
    path("trace/<uuid:trace_id>/statement/", statement, name="trace-statement"),
    path("trace/<uuid:trace_id>/statement/file/", statement_file, name="trace-statement-file"),
]
