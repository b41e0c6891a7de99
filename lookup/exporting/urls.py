"""The addresses of zips."""
from django.urls import path

from .views import export, export_file, export_remove, exports

urlpatterns = [
    path("exports/", exports, name="exports"),
    path("exports/<uuid:export_id>/", export, name="export"),
    path("exports/<uuid:export_id>/file/", export_file, name="export-file"),
    path("exports/<uuid:export_id>/remove/", export_remove, name="export-remove"),
]
