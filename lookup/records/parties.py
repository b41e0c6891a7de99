"""The taxpayers and printed names that documents mention, made where they are new."""
from collections.abc import Iterable

from invoice_portal.accounts import tax_id as tax_ids
from invoice_portal.accounts.models import Taxpayer
from invoice_portal.accounts.names import name_key, name_parts
from lookup.document import InvoiceDocument, Party
from lookup.models import PartyName


def is_person(tax_id: str | None) -> bool:
    """Tell whether a buyer is a natural person: no tax ID, or an identity number."""
    return not tax_id or tax_ids.kind(tax_id) == Taxpayer.Kind.PERSON


class Parties:
    """Ids of the taxpayers and names of some documents."""

    def __init__(self, documents: Iterable[InvoiceDocument]):
        parties = [party for document in documents for party in (document.seller, document.buyer)]
        self._taxpayers = _taxpayer_ids(parties)
        self._names = _name_ids(parties)

    def taxpayer_id(self, party: Party) -> int | None:
        return self._taxpayers[party.tax_id] if party.tax_id else None

    def name_id(self, party: Party) -> int | None:
        return self._names[party.name] if party.name else None


def _taxpayer_ids(parties: list[Party]) -> dict[str, int]:
    names = {party.tax_id: party.name or party.tax_id for party in reversed(parties) if party.tax_id}
    known = _ids(Taxpayer, "tax_id", names)
    # Sorted, so that two imports that make the same rows never wait for each other in a circle.
    new = [
        Taxpayer(
            tax_id=tax_id,
            name=names[tax_id],
            name_key=name_key(names[tax_id]),
            kind=Taxpayer.Kind.PERSON if is_person(tax_id) else Taxpayer.Kind.ENTERPRISE,
        )
        for tax_id in sorted(names.keys() - known.keys())
    ]
    return _made(Taxpayer, "tax_id", new, known)


def _name_ids(parties: list[Party]) -> dict[str, int]:
    names = {party.name for party in parties if party.name}
    known = _ids(PartyName, "name", names)
    new = [
        PartyName(name=name, key=name_key(name), parts=name_parts(name_key(name)))
        for name in sorted(names - known.keys())
    ]
    return _made(PartyName, "name", new, known)


def _ids(model, field: str, values: Iterable[str]) -> dict[str, int]:
    return dict(model.objects.filter(**{f"{field}__in": list(values)}).values_list(field, "id"))


def _made(model, field: str, new: list, known: dict[str, int]) -> dict[str, int]:
    if not new:
        return known
    model.objects.bulk_create(new, ignore_conflicts=True)
    return known | _ids(model, field, [getattr(row, field) for row in new])
