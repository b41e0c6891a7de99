"""Printed pages → the invoices on them."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from lookup.document import InvoiceDocument

from ..values import red_of
from .columns import Columns, columns_of
from .glyphs import Glyph, plain
from .goods import Goods, refers_to_list
from .heading import Heading, heading_of
from .page import Page
from .parties import parties_of
from .remark import contacts_apart, remark_of
from .sums import Sums, sums_of
from .tickets import read_air, read_railway
from .unlabelled import lines_by_shape

_TICKETS = {"51": read_railway, "61": read_air}
_LIST = ("服务清单", "销货清单", "货物清单")


@dataclass(frozen=True)
class Printed:
    """One invoice and the places of its pages (from 0) in the file."""

    document: InvoiceDocument
    pages: tuple[int, ...]


def read_form(pages: Iterable[Iterable[Glyph]], format: str) -> list[Printed]:
    """Each invoice in a file: pages of the same number, or without one of their own, are one invoice."""
    groups: list[tuple[Heading, list[str], list[tuple[int, Page]]]] = []
    for place, glyphs in enumerate(pages):
        page = Page(glyphs)
        if not page.rows:
            # A picture, which may be of another invoice.
            continue
        warnings: list[str] = []
        heading = heading_of(page, warnings)
        own = heading.number and not _is_list(page) and (not groups or heading.number != groups[-1][0].number)
        if own or not groups:
            groups.append((heading, warnings, [(place, page)]))
        else:
            groups[-1][2].append((place, page))
    return [
        Printed(_read(heading, [page for _, page in kept], format, warnings), tuple(place for place, _ in kept))
        for heading, warnings, kept in groups
    ]


def _is_list(page: Page) -> bool:
    """Whether the page is the list of goods (销货清单) of the invoice before it."""
    return any(word in row.plain for row in page.rows[:6] for word in _LIST)


def _read(heading: Heading, pages: list[Page], format: str, warnings: list[str]) -> InvoiceDocument:
    document = InvoiceDocument(
        format=format, kind=heading.kind, number=heading.number, code=heading.code, issue_date=heading.issue_date,
        check_code=heading.check_code,
    )  # fmt: skip
    heads = [next((found for row in page.rows if (found := columns_of(row))), None) for page in pages]
    ticket = _TICKETS.get(heading.kind or "") if not any(heads) else None
    document = ticket(pages[0], document, warnings) if ticket else _read_goods(pages, heads, document, warnings)
    if heading.kind == "51":
        document = replace(document, without=frozenset({"seller"}))
    return replace(document, warnings=tuple(warnings))


def _read_goods(
    pages: list[Page], heads: list[Columns | None], document: InvoiceDocument, warnings: list[str]
) -> InvoiceDocument:
    floor = heads[0].row.top if heads[0] else float("inf")
    buyer, seller = parties_of(pages[0], floor)
    goods = Goods()
    lists = [place for place, page in enumerate(pages) if place and _is_list(page)]
    for place, head in enumerate(heads):
        if head and place not in lists:
            goods.add_page(pages[place].rows, head)
    lines = goods.lines(warnings)
    if lists and refers_to_list(lines):
        lines = _listed([(pages[place], heads[place]) for place in lists], warnings)
    last, sums = _sums(list(zip(pages, heads, strict=True)), warnings)
    if not any(heads):
        lines = lines_by_shape([row for page in pages for row in page.rows], sums)
    remark, buyer, seller = contacts_apart(remark_of(last), buyer, seller)
    red = sums.total is not None and sums.total < 0
    return replace(
        document, buyer=buyer, seller=seller, lines=lines, amount=sums.amount, tax=sums.tax, total=sums.total,
        remark=remark, drawer=last.value(last.label("drawer")) or None, red=red,
        red_of=red_of(plain(remark or "")) if red else None, special=_special(goods),
    )  # fmt: skip


def _listed(pages: list[tuple[Page, Columns | None]], warnings: list[str]):
    goods = Goods()
    for page, head in pages:
        if head:
            goods.add_page(page.rows, head)
    return goods.lines(warnings)


def _sums(pages: list[tuple[Page, Columns | None]], warnings: list[str]) -> tuple[Page, Sums]:
    """The page with the total, mostly the last, and what it says."""
    labelled = [(page, head) for page, head in pages if page.label("figures") or page.label("capitals")]
    page, head = labelled[-1] if labelled else pages[-1]
    return page, sums_of(page, head, warnings)


def _special(goods: Goods) -> dict[str, dict[str, str]]:
    return {f"Toll {place}" if place > 1 else "Toll": toll for place, toll in enumerate(goods.tolls(), 1)}
