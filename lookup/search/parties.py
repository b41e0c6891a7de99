"""Finding by a party: a tax ID, or part of a name as printed."""
import re

from django.db.models import Q, Subquery

from invoice_portal.accounts.models import Taxpayer
from invoice_portal.accounts.names import name_key

from ..models import PartyName

#: Up to here names are looked up first; a commoner part (科技) is found sooner by reading rows by date.
FEW_NAMES = 2000
_TAX_ID = re.compile(r"[0-9A-Z]{15,20}")


def party_q(party: str, text: str) -> Q:
    """Match ``seller`` or ``buyer`` by tax ID if the text has the shape of one, else by part of the name."""
    key = name_key(text)
    if _TAX_ID.fullmatch(key):
        # An uncorrelated subquery runs once; the index by (taxpayer, counterparty, date) does the rest.
        return Q(**{party: Subquery(Taxpayer.objects.filter(tax_id=key).values("pk")[:1])})
    return name_q(f"{party}_name", text)


def name_q(field: str, text: str) -> Q:
    """Match the printed name that contains the text, however brackets, width and spaces are written."""
    key = name_key(text)
    if not key:
        return Q()
    # No default ordering, no count: the two-character parts narrow by index, ``key`` makes it exact.
    names = PartyName.objects.filter(key__contains=key)
    pairs = sorted({key[i : i + 2] for i in range(len(key) - 1)})
    if pairs:
        names = names.filter(parts__contains=pairs)
    few = list(names.values_list("pk", flat=True)[: FEW_NAMES + 1])
    if len(few) <= FEW_NAMES:
        return Q(**{f"{field}__in": few})
    return Q(**{f"{field}__key__contains": key})
