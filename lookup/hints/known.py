"""Names of those whom the taxpayer sold to or bought from, as far as the operator may see that; never a stranger's."""
from django.db.models import Exists, OuterRef, Q

from invoice_portal.accounts.models import Operator
from lookup.access import PURCHASES, SALES, on_side, sides_of
from lookup.models import Invoice, PartyName
from lookup.trace.slips import one_slip

_SIDE = {"buyer": SALES, "seller": PURCHASES}
#: Of fewer characters too little stays right to look for; no name is longer.
_SHORTEST, _LONGEST = 5, 60
#: Names that differ in two places come along.
_ENOUGH = 200


def meant_name(operator: Operator, party: str, key: str) -> str:
    """Return the known buyer's or seller's name of which one slip makes ``key``.

    Empty if there is none, or if the key is, or is part of, a known name. One query, whoever else has such a name.
    """
    if _SIDE[party] not in sides_of(operator) or not _SHORTEST <= len(key) <= _LONGEST:
        return ""
    # By the small index of (taxpayer, name): one step for each name, among a million invoices.
    dealings = Invoice.objects.filter(on_side(operator, _SIDE[party]), **{f"{party}_name": OuterRef("pk")})
    names = PartyName.objects.filter(_near(key), Exists(dealings)).order_by("key").values_list("name", "key")
    known = list(names[:_ENOUGH])
    if any(key in other for _name, other in known):
        return ""
    return next((name for name, other in known if one_slip(key, other)), "")


def _near(key: str) -> Q:
    """Match names that have every two-character part of the key but those that one slip can have spoilt."""
    pairs = [key[at : at + 2] for at in range(len(key) - 1)]
    near = Q(key=key)
    for at in range(len(key)):
        left = {*pairs[: max(at - 1, 0)], *pairs[at + 2 :]}
        if len(left) > 1:
            near |= Q(parts__contains=sorted(left))
    return near
