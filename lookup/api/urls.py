"""API of look-up, below /api/v1/."""
from django.urls import path

from lookup.pdf.api import InvoicePdfView

from .invoices import InvoiceListView, InvoiceView
from .trace import TraceView

urlpatterns = [
    path("invoices/", InvoiceListView.as_view(), name="api-invoices"),
    path("invoices/<str:slug>/", InvoiceView.as_view(), name="api-invoice"),
    path("invoices/<str:slug>/pdf/", InvoicePdfView.as_view(), name="api-invoice-pdf"),
    path("trace/", TraceView.as_view(), name="api-trace"),
]
