"""The only writer of invoices: every change of a record goes through one of these."""
from .accepting import Outcome, accept, accept_many
from .correcting import correct, mark_pdf_made, supplement
from .loading import load
from .parties import Parties
from .settling import settle
from .storable import unstorable

__all__ = [
    "Outcome", "Parties", "accept", "accept_many", "correct", "load", "mark_pdf_made", "settle", "supplement",
    "unstorable",
]  # fmt: skip
