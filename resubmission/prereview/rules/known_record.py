"""Is there a record of this number already, and in what does the claim differ from it?"""
from collections.abc import Iterator

from lookup.models import Invoice
from resubmission.comparing import differing, flat, flat_record
from resubmission.models import Application
from resubmission.prereview.case import INFO, SERIOUS, WARNING, Case, Found


def check(case: Case) -> Iterator[Found]:
    parties = ("seller", "buyer", "seller_name", "buyer_name")
    records = Invoice.objects.select_related(*parties)
    invoice = records.filter(number=case.claim.number or "", code=case.claim.code or "").first()
    supplement = case.application.kind == Application.Kind.SUPPLEMENT
    if invoice is None:
        if not supplement:
            yield Found("record_missing", SERIOUS, field="number", claimed=case.claim.number or "")
        return
    if case.application.taxpayer_id not in (invoice.seller_id, invoice.buyer_id):
        # Made out by name alone it may well be theirs; under another's tax ID somebody else loses it.
        severity = WARNING if invoice.buyer_id is None else SERIOUS
        yield Found("record_of_another", severity, field="buyer_tax_id", found=flat_record(invoice)["buyer_tax_id"])
    claimed, recorded = flat(case.claim), flat_record(invoice)
    odd = differing(claimed, recorded)
    if supplement:
        yield Found("record_exists", WARNING, field="number", claimed=invoice.slug, found=invoice.slug)
    elif not odd and not invoice.conflict:
        yield Found("nothing_to_correct", WARNING)
    for name in odd:
        # A supplement that contradicts the record cannot be settled; a re-upload is there to change it.
        severity = SERIOUS if supplement else INFO
        yield Found("record_differs", severity, field=name, claimed=claimed[name], found=recorded[name])
