"""A taxpayer with an operator, and invoices put in by the one writer of records."""

from datetime import date
from itertools import count

from invoice_portal.accounts.models import Operator, Taxpayer
from lookup.document import InvoiceDocument, Party
from lookup.models import Invoice
from lookup.records import accept
from tests.factories import OperatorFactory, TaxpayerFactory
from tests.intake.documents import document

_sequence = count(1000)


def party(taxpayer: Taxpayer) -> Party:
    return Party(tax_id=taxpayer.tax_id, name=taxpayer.name)


def issue(*, buyer: Taxpayer, seller: Taxpayer | None = None, day: date | None = None, **said) -> Invoice:
    """Record an invoice between two taxpayers."""
    said = {"seller": party(seller or TaxpayerFactory()), "buyer": party(buyer)} | said
    paper: InvoiceDocument = document(next(_sequence), **said | ({"issue_date": day, "issued_at": None} if day else {}))
    accept(paper)
    return Invoice.objects.get(number=paper.number, code=paper.code or "")


def operator(**given) -> Operator:
    return OperatorFactory(**given)
