"""API of look-up, below /api/v1/."""
from django.urls import path

from .invoices import InvoiceListView, InvoiceView

urlpatterns = [
    path("invoices/", InvoiceListView.as_view(), name="api-invoices"),
    path("invoices/<str:slug>/", InvoiceView.as_view(), name="api-invoice"),
]
