"""Older VAT e-invoice ``eInvoice``: children in the e-invoice/2019 namespace, CDATA, *** for no tax."""
from __future__ import annotations

from lxml import etree

from lookup.document import InvoiceDocument, Line, Party

from ..kinds import kind_of, kind_of_qr
from ..values import decimal, moment, money, one_line, rate, red_of
from .tree import children, named, texts


def read(root: etree._Element) -> InvoiceDocument:
    warnings: list[str] = []
    found = texts(root)
    sections = children(root)
    issue_date, issued_at = moment(found.get("IssueDate"), warnings)
    total = money(found.get("TaxInclusiveTotalAmount"), "total", warnings)
    red = total is not None and total < 0
    remark = found.get("Note")
    return InvoiceDocument(
        # TypeCode is each producer's own unless it is one of the bureau's; the QR text is the bureau's.
        kind=kind_of_qr(found.get("GraphCode")) or kind_of(found.get("TypeCode")),
        number=found.get("InvoiceNo"),
        code=found.get("InvoiceCode"),
        issue_date=issue_date,
        issued_at=issued_at,
        seller=_party(texts(sections.get("Seller")), "Seller"),
        buyer=_party(texts(sections.get("Buyer")), "Buyer"),
        amount=money(found.get("TaxExclusiveTotalAmount"), "amount", warnings),
        tax=money(found.get("TaxTotalAmount"), "tax", warnings),
        total=total,
        lines=tuple(_line(texts(item), warnings) for item in named(root, "GoodsInfo")),
        remark=remark,
        drawer=found.get("InvoiceClerk"),
        check_code=found.get("InvoiceCheckCode"),
        red=red,
        red_of=red_of(remark) if red else None,
        warnings=tuple(warnings),
    )


def _party(found: dict[str, str], side: str) -> Party:
    tax_id = found.get(f"{side}TaxID")
    return Party(
        tax_id="".join(tax_id.split()).upper() if tax_id else None,
        name=one_line(found.get(f"{side}Name")),
        # Address with phone, and bank with account, are one text each on these.
        address=one_line(found.get(f"{side}AddrTel")),
        bank=one_line(found.get(f"{side}FinancialAccount")),
    )


def _line(found: dict[str, str], warnings: list[str]) -> Line:
    return Line(
        name=one_line(found.get("Item")),
        spec=one_line(found.get("Specification")),
        unit=found.get("MeasurementDimension"),
        quantity=decimal(found.get("Quantity"), "lines.quantity", warnings),
        price=decimal(found.get("Price"), "lines.price", warnings),
        amount=money(found.get("Amount"), "lines.amount", warnings),
        tax_rate=rate(found.get("TaxScheme")),
        tax=money(found.get("TaxAmount"), "lines.tax", warnings),
    )
