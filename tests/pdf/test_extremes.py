"""Three hundred invoices that no form was made for: every value stands at its place, whole, and over nothing else."""
import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from lookup.document import InvoiceDocument
from lookup.pdf.layout import Layout, lay_out
from lookup.pdf.measures import LINE
from lookup.pdf.render import render
from lookup.pdf.wording import remark_of

from . import boxes
from .boxes import Char, plain, said
from .extremes import COUNT, Extreme, extreme

CODE = "7K3M-9QXA-0B1C-R2TV"
#: Where the frame begins, and how much larger type is that of the mark across the page.
FRAME, MARK_SIZE = 25.0, 30.0


def shown(amount: Decimal | None, unknown: str = "") -> str:
    return unknown if amount is None else f"{amount:.2f}"


def short(number: Decimal | None) -> str:
    text = "" if number is None else f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


CELLS = {
    "name": lambda line: line.name or "", "spec": lambda line: line.spec or "", "unit": lambda line: line.unit or "",
    "quantity": lambda line: short(line.quantity), "price": lambda line: short(line.price),
    "amount": lambda line: shown(line.amount), "rate": lambda line: line.tax_rate or "",
    "tax": lambda line: shown(line.tax, "***"),
}  # fmt: skip


def problems(case: Extreme) -> list[str]:
    """Render the invoice and return everything that is not as the data says."""
    document, layout = case.document, lay_out(case.document)
    drawn = boxes.pages_of(render(document, status_mark=case.mark, code=CODE))
    pages = [[char for char in page if char.size < MARK_SIZE] for page in drawn]
    found = [] if len(pages) == len(layout.pages) else [f"{len(pages)} pages instead of {len(layout.pages)}"]
    found += goods(document, layout, pages)
    found += parties(document, layout, pages)
    found += sums(document, pages)
    found += words(case, layout, drawn, pages)
    for number, page in enumerate(pages, 1):
        found += [f"page {number}: {char.text!r} leaves the page" for char in boxes.outside(page, 0, boxes.WIDTH)]
        pairs = boxes.overlapping(page)
        found += [f"page {number}: {one.text!r} and {other.text!r} overlap" for one, other in pairs[:5]]
    return found


def between(page: list[Char], top: float, bottom: float) -> list[Char]:
    return [char for char in page if top <= (char.top + char.bottom) / 2 < bottom]


def goods(document: InvoiceDocument, layout: Layout, pages: list[list[Char]]) -> Iterator[str]:
    printed = dict.fromkeys(CELLS, "")
    first = FRAME + (layout.party_height + 1) * LINE
    for page, laid in zip(pages, layout.pages, strict=False):
        cells = boxes.by_column(between(page, first, first + len(laid.rows) * LINE + 0.5))
        for column, (left, right) in boxes.columns().items():
            printed[column] += said(cells[column])
            if cut := boxes.outside(cells[column], left, right):
                yield f"{column}: {said(cut)!r} leaves its cell"
    for column, cell in CELLS.items():
        wanted = plain("".join(cell(line) for line in document.lines))
        if printed[column] != wanted:
            at = next((n for n, pair in enumerate(zip(printed[column], wanted, strict=False)) if len(set(pair)) > 1), 0)
            near = slice(max(0, at - 5), at + 20)
            yield f"{column}: {printed[column][near]!r} instead of {wanted[near]!r}"


def parties(document: InvoiceDocument, layout: Layout, pages: list[list[Char]]) -> Iterator[str]:
    middle = (boxes.LEFT + boxes.RIGHT) / 2
    for number, page in enumerate(pages, 1):
        if not layout.pages[number - 1].rows and not layout.pages[number - 1].last:
            continue
        stripe = between(page, FRAME, FRAME + layout.party_height * LINE + 0.5)
        for side, party, left, right in (
            ("buyer", document.buyer, boxes.LEFT, middle), ("seller", document.seller, middle, boxes.RIGHT),
        ):  # fmt: skip
            half = [char for char in stripe if left <= (char.left + char.right) / 2 < right]
            for value in (party.name, party.tax_id):
                if plain(value or "") not in said(half):
                    yield f"page {number}: {side} does not say {value!r}"
            if cut := boxes.outside(half, left, right, FRAME):
                yield f"page {number}: {said(cut)!r} leaves the {side}'s box"


def sums(document: InvoiceDocument, pages: list[list[Char]]) -> Iterator[str]:
    texts = [said(page) for page in pages]
    carried = [match for text in texts for match in re.findall(r"小计¥(-?[\d.]+)¥(-?[\d.]+)", text)]
    if carried:
        amount, tax = (sum(map(Decimal, part)) for part in zip(*carried, strict=True))
        lines = (sum((line.amount or 0 for line in document.lines), Decimal(0)),
                 sum((line.tax or 0 for line in document.lines), Decimal(0)))  # fmt: skip
        if (amount, tax) != lines:
            yield f"carried sums {amount}, {tax} are not {lines}"
    tax = "***" if document.tax is None else f"¥{document.tax:.2f}"
    for wanted in (f"合计¥{document.amount:.2f}{tax}", f"(小写)¥{document.total:.2f}"):
        if not any(wanted in text for text in texts):
            yield f"{wanted!r} is not printed"


def words(case: Extreme, layout: Layout, drawn: list[list[Char]], pages: list[list[Char]]) -> Iterator[str]:
    document, texts = case.document, [said(page) for page in pages]
    issued = document.issue_date
    facts = [document.number, document.code, document.check_code, f"{issued:%Y年%m月%d日}", layout.title, CODE]
    for fact in filter(None, facts):
        if plain(fact) not in texts[0]:
            yield f"{fact!r} is not on the first page"
    remark = "".join(line for page in layout.pages for line in page.remark)
    wanted = {plain(remark_of(document, contacts=contacts)) for contacts in (True, False)}
    if plain(remark) not in wanted:
        yield "the remark is not whole"
    for number, page in enumerate(layout.pages):
        if number < len(texts) and plain("".join(page.remark)) not in texts[number]:
            yield f"page {number + 1}: its part of the remark is not whole"
    if plain(document.drawer or "") not in "".join(texts):
        yield "the drawer is not printed"
    marks = {said([char for char in page if char.size >= MARK_SIZE]) for page in drawn}
    if marks != {case.mark or ""}:
        yield f"marks {marks} instead of {case.mark}"


@pytest.mark.parametrize("number", [*range(6, COUNT, 12), 7])
def test_extreme_invoice_is_printed_whole(number):
    assert problems(extreme(number)) == []


@pytest.mark.slow
@pytest.mark.parametrize("tenth", range(10))
def test_all_extreme_invoices_are_printed_whole(tenth):
    wrong = {number: problems(extreme(number))[:5] for number in range(tenth, COUNT, 10)}
    assert {number: told for number, told in wrong.items() if told} == {}
