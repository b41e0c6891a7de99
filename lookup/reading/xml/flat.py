"""Flat dialects of platforms and export tools: Chinese tags, or the initials of their pinyin."""
from __future__ import annotations

from lxml import etree

from lookup.document import InvoiceDocument, Line, Party

from ..errors import Unreadable
from ..kinds import kind_of
from ..values import decimal, moment, money, one_line, rate, red_of
from .flat_names import FIELDS, LINE_FIELDS, LINE_NAMES
from .tree import local

Facts = dict[str, str]


def read(root: etree._Element) -> InvoiceDocument:
    warnings: list[str] = []
    found, rows = _collect(root)
    if "number" not in found:
        raise Unreadable("XML 不是已知的发票格式", f"<{local(root.tag)[:60]}>")
    get = found.get
    issue_date, issued_at = moment(get("issue_date"), warnings)
    total = money(get("total"), "total", warnings)
    red = total is not None and total < 0
    remark = get("remark")
    return InvoiceDocument(
        kind=kind_of(get("kind")),
        number="".join(get("number", "").split()),
        code=get("code"),
        issue_date=issue_date,
        issued_at=issued_at,
        seller=_party(found, "seller"),
        buyer=_party(found, "buyer"),
        amount=money(get("amount"), "amount", warnings),
        tax=money(get("tax"), "tax", warnings),
        total=total,
        lines=tuple(_line(row, warnings) for row in rows),
        remark=remark,
        drawer=get("drawer"),
        check_code=get("check_code"),
        red=red,
        red_of=red_of(remark) if red else None,
        warnings=tuple(warnings),
    )


def _key(tag: str) -> str:
    return local(tag).replace("_", "").upper()


def _collect(root: etree._Element) -> tuple[Facts, list[Facts]]:
    """The document's facts, and those of each element that holds a goods name and stands inside another."""
    found: Facts = {}
    rows: list[Facts] = []
    row_elements: dict[etree._Element, Facts] = {}
    for element in root.iter():
        if len(element) and element is not root and any(_key(child.tag) in LINE_NAMES for child in element):
            row_elements[element] = {}
            rows.append(row_elements[element])
        text = (element.text or "").strip()
        if not text or len(element):
            continue
        row = row_elements.get(element.getparent())
        if row is None:
            if field := FIELDS.get(_key(element.tag)):
                found.setdefault(field, text)
        elif field := LINE_FIELDS.get(_key(element.tag)):
            row.setdefault(field, text)
    return found, rows


def _party(found: Facts, side: str) -> Party:
    tax_id = found.get(f"{side}_tax_id")
    return Party(
        tax_id="".join(tax_id.split()).upper() if tax_id else None,
        name=one_line(found.get(f"{side}_name")),
        address=one_line(found.get(f"{side}_address")),
        bank=one_line(found.get(f"{side}_bank")),
    )


def _line(row: Facts, warnings: list[str]) -> Line:
    return Line(
        name=one_line(row.get("name")),
        spec=one_line(row.get("spec")),
        unit=row.get("unit"),
        quantity=decimal(row.get("quantity"), "lines.quantity", warnings),
        price=decimal(row.get("price"), "lines.price", warnings),
        amount=money(row.get("amount"), "lines.amount", warnings),
        tax_rate=rate(row.get("tax_rate")),
        tax=money(row.get("tax"), "lines.tax", warnings),
        tax_code=row.get("tax_code"),
    )
