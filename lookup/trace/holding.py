"""What a taxpayer has shown to hold: records under another title that a trace of theirs told them of."""
from invoice_portal.accounts.models import Taxpayer
from lookup.models import Invoice, Trace

from .causes import wrong_title


def held_record(taxpayer: Taxpayer, code: str, number: str) -> Invoice | None:
    """Return the record about which a trace of this taxpayer answered WRONG_TITLE; None for every other."""
    told = Trace.objects.filter(taxpayer=taxpayer, number=number, code=code, cause=wrong_title.CODE)
    if not number or not told.exists():
        return None
    parties = ("seller", "buyer", "seller_name", "buyer_name")
    return Invoice.objects.select_related(*parties).filter(number=number, code=code).first()


def latest_trace(taxpayer: Taxpayer, code: str, number: str) -> Trace | None:
    """Return what was last answered about this number, whose cause tells which evidence to ask for."""
    if not number:
        return None
    return Trace.objects.filter(taxpayer=taxpayer, number=number, code=code).order_by("-as_of").first()
