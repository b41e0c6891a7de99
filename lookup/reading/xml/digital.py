"""数电票 ``EInvoice``, versions 0.2, 0.32, 0.33 and variants that keep number and time in BasicInformation."""
from __future__ import annotations

from lxml import etree

from lookup.document import InvoiceDocument, Line, Party

from ..values import decimal, moment, money, one_line, rate, red_of
from .tree import children, flat_texts, local, texts

_KINDS = {"01": "81", "02": "82"}


def read(root: etree._Element) -> InvoiceDocument:
    warnings: list[str] = []
    top = children(root)
    data = top.get("EInvoiceData", root)
    sections = children(data)
    basic = texts(sections.get("BasicInformation"))
    supervision = texts(top.get("TaxSupervisionInfo"))
    blue, kind = _labels(top.get("Header"))
    issue_date, issued_at = moment(
        supervision.get("IssueTime") or basic.get("IssueTime") or basic.get("RequestTime"), warnings
    )
    total = money(basic.get("TotalTax-includedAmount"), "total", warnings)
    remark = texts(sections.get("AdditionalInformation")).get("Remark") or basic.get("Remark")
    red = blue == "N" or (total is not None and total < 0)
    return InvoiceDocument(
        kind=kind,
        number=_number(top.get("Header"), supervision, basic, warnings),
        issue_date=issue_date,
        issued_at=issued_at,
        seller=party(texts(sections.get("SellerInformation")), "Seller"),
        buyer=party(texts(sections.get("BuyerInformation")), "Buyer"),
        amount=money(basic.get("TotalAmWithoutTax"), "amount", warnings),
        tax=money(basic.get("TotalTaxAm"), "tax", warnings),
        total=total,
        lines=lines(data, warnings),
        remark=remark,
        drawer=basic.get("Drawer"),
        red=red,
        red_of=red_of(remark) if red else None,
        special=_special(sections.get("SpecificInformation")),
        warnings=tuple(warnings),
    )


def party(found: dict[str, str], side: str) -> Party:
    """The ``Seller…`` or ``Buyer…`` facts."""
    tax_id = found.get(f"{side}IdNum")
    return Party(
        "".join(tax_id.split()).upper() if tax_id else None,
        one_line(found.get(f"{side}Name")),
        one_line(found.get(f"{side}Addr")),
        found.get(f"{side}TelNum"),
        found.get(f"{side}BankName"),
        found.get(f"{side}BankAccNum"),
    )


def lines(data: etree._Element, warnings: list[str]) -> tuple[Line, ...]:
    """Each ``IssuItemInformation``."""
    return tuple(
        _line(texts(element), warnings) for element in data if local(element.tag) == "IssuItemInformation"
    )


def _line(found: dict[str, str], warnings: list[str]) -> Line:
    get = found.get
    return Line(
        one_line(get("ItemName")),
        one_line(get("SpecMod")),
        get("MeaUnits"),
        decimal(get("Quantity"), "lines.quantity", warnings),
        decimal(get("UnPrice"), "lines.price", warnings),
        money(get("Amount"), "lines.amount", warnings),
        rate(get("TaxRate")),
        money(get("ComTaxAm"), "lines.tax", warnings),
        get("TaxClassificationCode"),
    )


def _number(
    header: etree._Element | None, supervision: dict[str, str], basic: dict[str, str], warnings: list[str]
) -> str | None:
    stated = supervision.get("InvoiceNumber") or basic.get("InvoiceNumber")
    identity = texts(header).get("EIid")
    if stated and identity and stated != identity:
        warnings.append(f"number: EIid {identity[:40]} ≠ {stated[:40]}")
    number = stated or identity
    return "".join(number.split()) if number else None


def _labels(header: etree._Element | None) -> tuple[str | None, str | None]:
    """(Y blue or N red, kind) of the inherent labels; an empty label says nothing."""
    labels = children(children(header).get("InherentLabel"))
    blue = texts(labels.get("InIssuType")).get("LabelCode")
    kind = texts(labels.get("GeneralOrSpecialVAT")).get("LabelCode")
    return blue, _KINDS.get(kind or "")


def _special(element: etree._Element | None) -> dict[str, dict[str, str]]:
    """Special-business sections (特定业务), kept generically: only Toll has been seen."""
    found: dict[str, dict[str, str]] = {}
    if element is None:
        return found
    for section in element:
        facts = flat_texts(section)
        if facts:
            name, count = local(section.tag), 1
            while name in found:
                count += 1
                name = f"{local(section.tag)} {count}"
            found[name] = facts
    return found
