"""API of look-up, below /api/v1/."""
from django.urls import path

from lookup.pdf.api import InvoicePdfView

from .batches import BatchesView, BatchView
from .documents import DocumentsView, DocumentView
from .exports import ExportFileView, ExportsView, ExportView
from .feeds import FeedsView, FeedView
from .invoices import InvoiceListView, InvoiceView
from .trace import TraceView
from .watches import WatchesView, WatchView

urlpatterns = [
    path("invoices/", InvoiceListView.as_view(), name="api-invoices"),
    path("invoices/<str:slug>/", InvoiceView.as_view(), name="api-invoice"),
    path("invoices/<str:slug>/pdf/", InvoicePdfView.as_view(), name="api-invoice-pdf"),
    path("documents/", DocumentsView.as_view(), name="api-documents"),
    path("documents/<uuid:document_id>/", DocumentView.as_view(), name="api-document"),
    path("exports/", ExportsView.as_view(), name="api-exports"),
    path("exports/<uuid:export_id>/", ExportView.as_view(), name="api-export"),
    path("exports/<uuid:export_id>/file/", ExportFileView.as_view(), name="api-export-file"),
    path("feeds/", FeedsView.as_view(), name="api-feeds"),
    path("feeds/<uuid:feed_id>/", FeedView.as_view(), name="api-feed"),
    path("trace/", TraceView.as_view(), name="api-trace"),
    path("watches/", WatchesView.as_view(), name="api-watches"),
    path("watches/<uuid:watch_id>/", WatchView.as_view(), name="api-watch"),
    path("batches/", BatchesView.as_view(), name="api-batches"),
    path("batches/<uuid:run_id>/", BatchView.as_view(), name="api-batch"),
]
