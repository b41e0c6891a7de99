"""What became of the papers that look-up issued, for /verify/."""
from invoice_portal.papers.models import Paper
from invoice_portal.papers.standing import Standing, judges

from .models import Invoice

#: Kinds of papers.
INVOICE, STATEMENT = "invoice", "trace"
_BY_VALIDITY = {
    Invoice.Validity.VOIDED: Standing.VOIDED,
    Invoice.Validity.REVERSED: Standing.REVERSED,
    Invoice.Validity.PARTLY_REVERSED: Standing.PARTLY_REVERSED,
}


def subject_of(invoice: Invoice) -> str:
    """Return what the PDF of an invoice is registered under: the version of the record that it shows."""
    return f"{invoice.pk}:{invoice.version}"


@judges(INVOICE)
def standing_of_invoice(subject: str, paper: Paper) -> Standing:
    """As the record stands now; a copy made before the record was corrected has been superseded."""
    pk, _colon, version = subject.partition(":")
    invoice = Invoice.objects.only("validity", "conflict", "version").filter(pk=pk).first()
    if invoice is None:
        return Standing.WITHDRAWN
    if invoice.validity in _BY_VALIDITY:
        return _BY_VALIDITY[invoice.validity]
    if invoice.version > int(version):
        return Standing.SUPERSEDED
    # What is merely incomplete contradicts nothing that stands on the paper.
    return Standing.VALID if invoice.conflict in ("", "MISSING_FIELD") else Standing.DISPUTED


@judges(STATEMENT)
def standing_of_statement(subject: str, paper: Paper) -> Standing:
    """A trace is never changed: whatever arrives later, this was its answer then."""
    return Standing.AS_OF_THEN
