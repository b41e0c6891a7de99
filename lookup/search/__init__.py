"""Finding the invoices that an operator may see, by what people know about them."""
from .criteria import Criteria
from .page import Page, search

__all__ = ["Criteria", "Page", "search"]
