"""Records: the one asked for, those of the person's other taxpayers, those out of scope, those under another title."""
from django.db.models import Q, QuerySet

from invoice_portal.accounts.administration import administrator_of
from lookup.access import on_side, sides_of
from lookup.models import Entry, Invoice
from lookup.search import Criteria, newest
from lookup.status import status_of

from ..facts import Elsewhere, OtherTitle, OutOfScope, Seen
from ..question import Question
from ..slips import one_slip
from .ahead import under
from .asker import Asker
from .matching import excluded_by

_PARTIES = ("seller", "buyer", "seller_name", "buyer_name", "entry")
#: A question without a number may fit many records: so many are looked at.
MOST = 20


def by_number(asker: Asker, asked: Question) -> list[Invoice]:
    """Return every record under the readings of the number, whoever's; eight digits alone only of their own."""
    if asker.ahead.has(asked):
        return under(asker.ahead.records, asked)
    condition = Q(pk__in=[])
    mine = [asker.taxpayer.pk, *(other.taxpayer_id for other in asker.others)]
    for code, number in asked.forms():
        same = Q(number=number) & (Q(seller__in=mine) | Q(buyer__in=mine) if code is None else Q(code=code))
        condition |= same
    if asked.digest:
        condition |= Q(entry__in=Entry.objects.filter(digest=asked.digest).values("pk")[:MOST])
    return list(with_parties(Invoice.objects.filter(condition))[:MOST])


def with_parties(invoices: QuerySet[Invoice]) -> QuerySet[Invoice]:
    """Bring along what facts are made of, and leave out what is large."""
    return invoices.select_related(*_PARTIES).defer("lines", "entry__raw")


def by_particulars(asker: Asker, asked: Question, **dropped) -> list[Invoice]:
    """Return visible records by date, names and total, newest first; ``dropped`` are left out of the question."""
    said = {"date_from": asked.date_from, "date_to": asked.date_to, "buyer": asked.buyer, "seller": asked.seller,
            "title": asked.title, "total": asked.total} | dropped  # fmt: skip
    keys = [key[1] for key in newest(asker.operator, Criteria(**said), MOST)]
    found = with_parties(Invoice.objects.filter(pk__in=keys))
    return sorted(found, key=lambda invoice: (invoice.issue_date, invoice.pk), reverse=True)


def belongs_to(operator, invoice: Invoice) -> bool:
    return operator.taxpayer_id in (invoice.seller_id, invoice.buyer_id)


def visible(operator, invoice: Invoice) -> bool:
    """As ``lookup.access.visible_to``, of a record at hand."""
    bought = operator.sees_purchases and invoice.buyer_id == operator.taxpayer_id
    return bought or (operator.sees_sales and invoice.seller_id == operator.taxpayer_id)


def seen(asker: Asker, invoice: Invoice, asked: Question) -> Seen:
    """Return what may be said of a visible record."""
    return Seen(
        slug=invoice.slug, number=invoice.number, code=invoice.code, issue_date=invoice.issue_date,
        seller_name=invoice.seller_name.name if invoice.seller_name else "",
        buyer_name=invoice.buyer_name.name if invoice.buyer_name else "",
        total=invoice.total, status=status_of(invoice).value, validity=invoice.validity,
        validity_at=invoice.validity_at, validity_reason=invoice.validity_reason, reversed_by=invoice.reversed_by,
        replaced_by=invoice.replaced_by, replacement_seen=_may_see(asker, invoice.replaced_by),
        conflict=invoice.conflict, conflict_fields=tuple(invoice.conflict_detail.get("fields") or ()),
        accepted_at=invoice.accepted_at, hidden_by=excluded_by(asker, invoice, asked),
    )  # fmt: skip


def _may_see(asker: Asker, slug: str) -> bool:
    if not slug:
        return False
    code, _dash, number = slug.rpartition("-")
    mine = Q(pk__in=[])
    for side in sides_of(asker.operator):
        mine |= on_side(asker.operator, side)
    return Invoice.objects.filter(mine, number=number, code=code).exists()


def elsewhere(asker: Asker, records: list[Invoice]) -> Elsewhere | None:
    for invoice in records:
        for other in asker.others:
            if visible(other, invoice):
                return Elsewhere(str(other.pk), other.taxpayer.name, other.taxpayer.tax_id, invoice.slug)
    return None


def out_of_scope(asker: Asker, side: str) -> OutOfScope:
    """Say which side is not covered, and who of the enterprise may grant it: its first operator."""
    first = administrator_of(asker.taxpayer)
    return OutOfScope(side, " ".join(filter(None, [first.code, first.person.name])) if first else "")


def other_title(asker: Asker, records: list[Invoice], asked: Question) -> OtherTitle | None:
    """Return a record that the asker holds and that is made out to someone else, as far as that may be said."""
    for invoice in records:
        if not belongs_to(asker.operator, invoice) and _holds(asker, invoice, asked):
            return _other_title(asker, invoice)
    return None


def _holds(asker: Asker, invoice: Invoice, asked: Question) -> bool:
    """Tell whether the asker has it in hand (design §5): its particulars, its very file, or their own name on it."""
    if asked.day == invoice.issue_date and asked.total == invoice.total and asked.total is not None and asked.number:
        return True
    if asked.digest and invoice.entry and bytes(invoice.entry.digest) == asked.digest:
        return True
    return asker.is_enterprise and invoice.buyer_name is not None and asker.bears(invoice.buyer_name.name)


def _other_title(asker: Asker, invoice: Invoice) -> OtherTitle:
    name = invoice.buyer_name.key if invoice.buyer_name else ""
    fields = ["buyer_tax_id"] + ([] if name in asker.names else ["buyer_name"])
    if invoice.buyer is None:
        mismatch = "former_name" if name in asker.former else "no_id"
    elif one_slip(invoice.buyer.tax_id, asker.taxpayer.tax_id):
        mismatch = "typo"
    else:
        mismatch = "other_id"
    return OtherTitle(mismatch, tuple(fields), invoice.accepted_at)
