"""The PDF's address."""

from django.urls import path

from .views import invoice_pdf

urlpatterns = [path("invoices/<str:slug>/pdf/", invoice_pdf, name="invoice-pdf")]
