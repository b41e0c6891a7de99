"""Finding the invoices that an operator may see, by what people know about them."""
from .criteria import Criteria
from .page import Page, newest, search

__all__ = ["Criteria", "Page", "newest", "search"]
