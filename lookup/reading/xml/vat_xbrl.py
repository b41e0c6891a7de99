"""XBRL ``inv`` (taxonomy 2021-09-30): an older VAT invoice as facts below a shared ``xbrl`` root."""
from __future__ import annotations

from lxml import etree

from lookup.document import InvoiceDocument, Line, Party

from ..kinds import kind_of
from ..values import decimal, moment, money, one_line, rate, red_of
from .tree import named, texts

NUMBER = "NumberOfInvoice"
_TAX_ID = "TaxpayerIdentificationNumberUnifiedSocialCreditCodeOf"


def read(root: etree._Element) -> InvoiceDocument:
    warnings: list[str] = []
    number = next(named(root, NUMBER))
    found = texts(number.getparent())
    issue_date, issued_at = moment(found.get("DateOfIssue"), warnings)
    total = money(found.get("TaxIncludedAmountInFigures"), "total", warnings)
    red = total is not None and total < 0
    remark = found.get("Remarks")
    return InvoiceDocument(
        kind=kind_of(found.get("TypeOfInvoice")),
        number=found.get(NUMBER),
        code=found.get("CodeOfInvoice"),
        issue_date=issue_date,
        issued_at=issued_at,
        seller=_party(found, "Seller"),
        buyer=_party(found, "Purchaser"),
        amount=money(found.get("TotalAmountExcludingTax"), "amount", warnings),
        tax=money(found.get("TotalTaxAmount"), "tax", warnings),
        total=total,
        lines=tuple(
            _line(texts(item), warnings)
            for item in named(root, "InformationOfTaxableGoodsOrServicesDetailItemsTuple")
        ),
        remark=remark,
        drawer=found.get("Issuer"),
        check_code=found.get("IdentifyingCode"),
        red=red,
        red_of=red_of(remark) if red else None,
        warnings=tuple(warnings),
    )


def _party(found: dict[str, str], side: str) -> Party:
    tax_id = found.get(f"{_TAX_ID}{side}")
    return Party(
        tax_id="".join(tax_id.split()).upper() if tax_id else None,
        name=one_line(found.get(f"NameOf{side}")),
        address=one_line(found.get(f"AddressPhoneNumberOf{side}")),
        bank=one_line(found.get(f"DepositBankAndAccountNumberOf{side}")),
    )


def _line(found: dict[str, str], warnings: list[str]) -> Line:
    return Line(
        name=one_line(found.get("NameOfTaxableGoodsOrServices")),
        spec=one_line(found.get("SpecificationAndModel") or found.get("SpecificationsAndModels")),
        unit=found.get("UnitOfMeasurement") or found.get("Unit"),
        quantity=decimal(found.get("Quantity") or found.get("QuantityOfGoodsOrServices"), "lines.quantity", warnings),
        price=decimal(found.get("UnitPriceOfGoodsOrServices") or found.get("UnitPrice"), "lines.price", warnings),
        amount=money(found.get("AmountExcludingTax"), "lines.amount", warnings),
        tax_rate=rate(found.get("TaxRate")),
        tax=money(found.get("TaxAmount"), "lines.tax", warnings),
        tax_code=found.get("TaxClassificationCode"),
    )
