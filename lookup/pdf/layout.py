"""Lays an invoice out on pages of A5 landscape: pure data, nothing is drawn.

Heights are in text lines of the goods table. A page carries what fits, and the totals stand on
the last one, so the capacity of a page follows from what else is on it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import zip_longest

from lookup.document import InvoiceDocument, Line, Party
from lookup.money import capitals

from .wording import contacts_of, money, plain, qr_payload, remark_of, title_of
from .wrapping import wrap

#: Width of the columns in em of the goods text (7.5 pt; measures.WIDTHS has them in mm).
COLUMNS = {
    "name": 18.0,
    "spec": 8.4,
    "unit": 3.55,
    "quantity": 7.6,
    "price": 9.0,
    "amount": 8.2,
    "rate": 5.7,
    "tax": 8.2,
}
PARTY_EMS, REMARK_EMS = 32.5, 70.0
#: Text lines that a page has for parties, goods, sums and remark together.
PAGE_LINES = 31
#: The head of the goods table and the line of subtotals; totals, capitals and the drawer on the last page.
EVERY_PAGE_LINES, LAST_PAGE_LINES = 3, 4
#: What stays of a long remark on the page of the totals; the rest goes to pages of its own.
REMARK_LINES, REMARK_LEAST = 6, 3
#: Where the contacts of an older form would not leave room for the goods, they follow in the remark.
PARTY_MOST = 12


@dataclass(frozen=True, slots=True)
class Row:
    """One text line of the goods table; a name of three lines makes three rows, of which one is first."""

    cells: tuple[str, ...]
    first: bool = True


@dataclass(slots=True)
class Page:
    rows: list[Row] = field(default_factory=list)
    #: Sums of the lines that begin on this page; None where there is only one page.
    subtotal: tuple[str, str] | None = None
    remark: list[str] = field(default_factory=list)
    #: Whether the totals stand here.
    last: bool = False
    #: Rows left empty, so that what follows stands at the foot.
    empty: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything that the form prints."""

    title: str
    qr: str
    facts: list[tuple[str, str]]
    parties: list[tuple[str, list[str]]]
    #: Text lines of the taller party.
    party_height: int
    pages: list[Page]
    amount: str
    tax: str
    capitals: str
    total: str
    drawer: str
    red: bool


def lay_out(document: InvoiceDocument) -> Layout:
    """Return the pages of the document."""
    sides = (("购买方信息", document.buyer), ("销售方信息", document.seller))
    with_contacts = bool(document.code)
    parties = [(label, party_lines(party, with_contacts)) for label, party in sides]
    spilled = max(len(lines) for _, lines in parties) > PARTY_MOST
    if spilled:
        parties = [(label, party_lines(party, False)) for label, party in sides]
    remark = wrap(remark_of(document, contacts=spilled or not with_contacts), REMARK_EMS)
    taken = max(4, *(len(lines) for _, lines in parties))
    return Layout(
        title=title_of(document),
        qr=qr_payload(document),
        facts=facts_of(document),
        parties=parties,
        party_height=taken,
        pages=paginate(document.lines, remark, PAGE_LINES - EVERY_PAGE_LINES - taken),
        amount=money(document.amount),
        tax=money(document.tax, "***"),
        capitals=words(document.total),
        total=money(document.total),
        drawer=document.drawer or "",
        red=document.red,
    )


def words(total: Decimal | None) -> str:
    """Return the total in capitals; nothing where there is none, or where words run out."""
    try:
        return "" if total is None else capitals(total)
    except ValueError:
        return ""


def facts_of(document: InvoiceDocument) -> list[tuple[str, str]]:
    """Return what stands at the top right."""
    issued = document.issue_date
    date = f"{issued.year}年{issued.month:02}月{issued.day:02}日" if issued else ""
    facts = [("发票代码", document.code), ("发票号码", document.number), ("开票日期", date)]
    return [(label, value) for label, value in [*facts, ("校 验 码", document.check_code)] if value]


def party_lines(party: Party, with_contacts: bool) -> list[str]:
    texts = [f"名称：{party.name or ''}", f"统一社会信用代码/纳税人识别号：{party.tax_id or ''}"]
    texts += contacts_of(party) if with_contacts else []
    return [line for text in texts for line in wrap(text, PARTY_EMS)]


def rows_of(line: Line) -> list[Row]:
    """Return the rows of one line of goods."""
    cells = (
        line.name or "",
        line.spec or "",
        line.unit or "",
        plain(line.quantity),
        plain(line.price),
        money(line.amount),
        line.tax_rate or "",
        money(line.tax, "***"),
    )
    wrapped = [wrap(text, ems) for text, ems in zip(cells, COLUMNS.values(), strict=True)]
    return [Row(cells, first=not at) for at, cells in enumerate(zip_longest(*wrapped, fillvalue=""))]


def paginate(lines: tuple[Line, ...], remark: list[str], room: int) -> list[Page]:
    """Share the lines among pages of ``room`` rows; the last also holds totals and the remark's beginning."""
    shown = remark[:REMARK_LINES]
    last_room = room - LAST_PAGE_LINES - max(REMARK_LEAST, len(shown))
    rows = [(row, line) for line in lines for row in rows_of(line)]
    pages = []
    while len(rows) > last_room:
        count = min(room, len(rows) - 1)
        pages.append(_page(rows[:count], room))
        rows = rows[count:]
    pages.append(_page(rows, last_room))
    pages[-1].last, pages[-1].remark = True, shown
    if len(pages) == 1:
        pages[0].subtotal = None
    rest = remark[REMARK_LINES:]
    return pages + [Page(remark=rest[at : at + room]) for at in range(0, len(rest), room)]


def _page(rows: list[tuple[Row, Line]], room: int) -> Page:
    begun = [line for row, line in rows if row.first]
    amount = sum((line.amount for line in begun if line.amount is not None), Decimal(0))
    tax = sum((line.tax for line in begun if line.tax is not None), Decimal(0))
    return Page(rows=[row for row, _ in rows], subtotal=(money(amount), money(tax)), empty=room - len(rows))
