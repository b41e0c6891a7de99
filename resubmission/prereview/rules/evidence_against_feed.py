"""Does the evidence say something else than the feed did: the record, or an entry that was refused?"""
from collections.abc import Iterator

from lookup.entry_document import document_of_entry, entries_of_number
from lookup.models import Invoice
from resubmission.comparing import differing, flat, flat_record
from resubmission.prereview.case import SERIOUS, WARNING, Case, Found

from .evidence_agrees import GRAVE

RULE = "evidence_against_feed"
#: Older entries of the same number say nothing that matters beside these.
_MOST_ENTRIES = 3


def check(case: Case) -> Iterator[Found]:
    fed = _fed(case)
    for file in case.evidence if fed else ():
        for document in file.documents:
            if document.number != case.claim.number:
                continue
            read = flat(document)
            for name in _contradicted(read, fed):
                severity = SERIOUS if name in GRAVE else WARNING
                yield Found(RULE, severity, name, read[name], _said(fed, name, read[name]), file.evidence)


def _fed(case: Case) -> list[dict[str, str]]:
    """Return what the feed says of the invoice: the record where there is one, else its entries."""
    number, code = case.claim.number or "", case.claim.code or ""
    if not number:
        return []
    parties = ("seller", "buyer", "seller_name", "buyer_name")
    record = Invoice.objects.select_related(*parties).filter(number=number, code=code).first()
    if record:
        return [flat_record(record)]
    documents = map(document_of_entry, entries_of_number(number, code)[:_MOST_ENTRIES])
    return [flat(document) for document in documents if document]


def _contradicted(read: dict[str, str], fed: list[dict[str, str]]) -> list[str]:
    """Return the fields in which anything fed says otherwise; what is not said contradicts nothing."""
    odd = {name for said in fed for name in differing(read, said) if said.get(name)}
    return [name for name in read if name in odd]


def _said(fed: list[dict[str, str]], name: str, read: str) -> str:
    return next(said[name] for said in fed if said.get(name) and name in differing({**said, name: read}, said))
