"""XBRL ``einv`` (taxonomy 2023-12-31): a bookkeeping record of a 数电票, which names no buyer."""
from __future__ import annotations

from lxml import etree

from lookup.document import InvoiceDocument

from ..values import moment, money, red_of
from .digital import lines, party
from .tree import named, texts

#: The hyphen is real.
TOTAL = "TotalTax-includedAmount"


def read(root: etree._Element) -> InvoiceDocument:
    warnings: list[str] = []
    facts = next(named(root, TOTAL)).getparent()
    found = texts(root) | texts(facts)
    issue_date, issued_at = moment(found.get("IssueTime") or found.get("RequestTime"), warnings)
    total = money(found.get(TOTAL), "total", warnings)
    red = total is not None and total < 0
    remark = found.get("Remark")
    buyer = party(found, "Buyer")
    return InvoiceDocument(
        number=found.get("InvoiceNumber") or found.get("EIid"),
        issue_date=issue_date,
        issued_at=issued_at,
        seller=party(found, "Seller"),
        buyer=buyer,
        amount=money(found.get("TotalAmWithoutTax"), "amount", warnings),
        tax=money(found.get("TotalTaxAm"), "tax", warnings),
        total=total,
        lines=lines(facts, warnings),
        remark=remark,
        drawer=found.get("Drawer"),
        red=red,
        red_of=red_of(remark) if red else None,
        warnings=tuple(warnings),
        without=frozenset() if buyer.name or buyer.tax_id else frozenset({"buyer"}),
    )
