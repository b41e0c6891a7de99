"""The only writer of invoices: every change of a record goes through one of these."""
from .accepting import Outcome, accept, accept_many
from .correcting import correct, mark_pdf_made, supplement

__all__ = ["Outcome", "accept", "accept_many", "correct", "mark_pdf_made", "supplement"]
