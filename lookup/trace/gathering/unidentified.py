"""Records that bear the taxpayer's name without its tax ID, found by date and total where no number is known."""
from lookup.models import Invoice, PartyName

from ..question import Question
from .asker import Asker


def by_own_name(asker: Asker, asked: Question) -> list[Invoice]:
    """Return records without a buyer's tax ID that print the enterprise's name and fit the date and total asked for."""
    if not asker.is_enterprise or not asked.day or asked.total is None:
        return []
    names = PartyName.objects.filter(key__in=asker.names | asker.former).values("pk")
    found = Invoice.objects.filter(buyer=None, buyer_name__in=names, issue_date=asked.day, total=asked.total)
    return list(found.select_related("seller", "buyer", "seller_name", "buyer_name", "entry").defer("entry__raw")[:5])
