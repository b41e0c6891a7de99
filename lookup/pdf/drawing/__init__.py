"""Draws tagged, archivable pages straight into a PDF: what a form needs, no more. Knows no invoices and no Django."""
