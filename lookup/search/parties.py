"""Finding by a party: a tax ID, or part of a name as printed."""
import re
from collections.abc import Iterable
from functools import cached_property, reduce
from operator import and_

from django.db.models import Q, QuerySet, Subquery, Value

from invoice_portal.accounts.models import Taxpayer
from invoice_portal.accounts.names import name_key

from ..models import Invoice, PartyName
from .criteria import Criteria
from .own_names import own_names

#: Up to here names are looked up first; a commoner part (科技) is found sooner by reading rows by date.
FEW_NAMES = 500
#: Up to here a taxpayer's invoices under those names are fetched and sorted; of more, the newest lie near the top of
#: its list, so that reading by date soon has a page full.
FEW_INVOICES = 1000
_TAX_ID = re.compile(r"[0-9A-Z]{15,20}")


class Parties:
    """The parties and the title asked for; the names that contain a part are looked up once, for both sides."""

    def __init__(self, criteria: Criteria, taxpayer_id: int):
        self.taxpayer_id = taxpayer_id
        self.exact = Q()
        self.parts: list[tuple[str, str]] = [("buyer_name", name_key(criteria.title))]
        for party in ("buyer", "seller"):
            key = name_key(getattr(criteria, party))
            if _TAX_ID.fullmatch(key):
                # An uncorrelated subquery runs once; the index by (taxpayer, counterparty, date) does the rest.
                self.exact &= Q(**{party: Subquery(Taxpayer.objects.filter(tax_id=key).values("pk")[:1])})
            else:
                self.parts.append((f"{party}_name", key))
        self.parts = [(field, key) for field, key in self.parts if key]

    def anywhere(self) -> Q:
        """Match them where few rows are left anyhow, since a number is asked for."""
        return _all(Q(**{f"{field}__key__contains": key}) for field, key in self.parts) & self.exact

    def among(self, role: str) -> Q:
        """Match them among the invoices on which the taxpayer is the ``seller``, or the ``buyer``."""
        return _all(self._part(role, field, key) for field, key in self.parts) & self.exact

    def _part(self, role: str, field: str, key: str) -> Q:
        """Match the printed name that contains the key, however brackets, width and spaces are written."""
        own = field == f"{role}_name"
        names = own_names(self.taxpayer_id, role, key) if own else self._names[key]
        if len(names) > FEW_NAMES:
            return Q(**{f"{field}__key__contains": key})
        # Counted in the index alone, which stops at the limit; the rows themselves would first all be noted down.
        under = Invoice.objects.filter(**{role: self.taxpayer_id, f"{field}__in": names}).order_by()
        if len(under.values_list(Value(1))[: FEW_INVOICES + 1]) > FEW_INVOICES:
            return Q(**{f"{field}__in": names})
        # By their ids: with an order, PostgreSQL would rather read all of a large taxpayer's rows by date.
        return Q(pk__in=list(under.values_list("pk", flat=True)))

    @cached_property
    def _names(self) -> dict[str, list[int]]:
        return {key: list(_names_with(key)[: FEW_NAMES + 1]) for _field, key in self.parts}


def _all(conditions: Iterable[Q]) -> Q:
    return reduce(and_, conditions, Q())


def _names_with(key: str) -> QuerySet:
    """Match the names that contain the key: their two-character parts narrow by index, ``key`` makes it exact."""
    names = PartyName.objects.filter(key__contains=key).values_list("pk", flat=True)
    pairs = sorted({key[i : i + 2] for i in range(len(key) - 1)})
    return names.filter(parts__contains=pairs) if pairs else names
