"""Custom data and tagged texts of an OFD put together; where they contradict each other, that is a warning."""
from __future__ import annotations

from decimal import Decimal

from lookup.document import InvoiceDocument, Party

from ..kinds import kind_of
from ..values import moment, money, one_line, red_of
from .pages import Texts

#: Field → name in CustomDatas, name of the tag.
_SOURCES = {
    "number": ("发票号码", "InvoiceNo"),
    "code": ("发票代码", "InvoiceCode"),
    "issue_date": ("开票日期", "IssueDate"),
    "check_code": ("校验码", "InvoiceCheckCode"),
    "seller_tax_id": ("销售方纳税人识别号", "SellerTaxID"),
    "seller_name": ("销售方名称", "SellerName"),
    "buyer_tax_id": ("购买方纳税人识别号", "BuyerTaxID"),
    "buyer_name": ("购买方名称", "BuyerName"),
    "remark": ("备注", "Note"),
    "drawer": ("开票人", "InvoiceClerk"),
}
_AMOUNTS = {
    "amount": ("合计金额", "TaxExclusiveTotalAmount"),
    "tax": ("合计税额", "TaxTotalAmount"),
    "total": ("价税合计", "TaxInclusiveTotalAmount"),
}
_SPACELESS = frozenset({"number", "code", "issue_date", "check_code", "seller_tax_id", "buyer_tax_id"})


def assemble(custom: dict[str, str], tags: dict[str, list[str]], texts: Texts) -> InvoiceDocument:
    warnings: list[str] = []
    said = {field: _text(field, custom.get(name), tags.get(tag), warnings) for field, (name, tag) in _SOURCES.items()}
    figures = {
        field: _figure(field, custom.get(name), tags.get(tag), warnings) for field, (name, tag) in _AMOUNTS.items()
    }
    issue_date, issued_at = moment(said["issue_date"], warnings)
    total = figures["total"]
    red = total is not None and total < 0
    seller_id, buyer_id = said["seller_tax_id"], said["buyer_tax_id"]
    return InvoiceDocument(
        format="ofd",
        kind=_kind(texts),
        number=said["number"],
        code=said["code"],
        issue_date=issue_date,
        issued_at=issued_at,
        seller=Party(seller_id and seller_id.upper(), said["seller_name"]),
        buyer=Party(buyer_id and buyer_id.upper(), said["buyer_name"]),
        amount=figures["amount"],
        tax=figures["tax"],
        total=total,
        remark=said["remark"],
        drawer=said["drawer"],
        check_code=said["check_code"],
        red=red,
        red_of=red_of(said["remark"]) if red else None,
        warnings=tuple(warnings),
    )


def _text(field: str, stated: str | None, pieces: list[str] | None, warnings: list[str]) -> str | None:
    printed = "".join(pieces or ())
    if field in _SPACELESS:
        stated, printed = "".join((stated or "").split()), "".join(printed.split())
    if stated and printed and stated != printed:
        warnings.append(f"{field}: {stated[:60]} ≠ {printed[:60]}")
    return one_line(stated or printed)


def _figure(field: str, stated: str | None, pieces: list[str] | None, warnings: list[str]) -> Decimal | None:
    if stated:
        return money(stated, field, warnings)
    if not pieces:
        return None
    # "¥" and the figure as two pieces; or capitals first and then the figure.
    for attempt in ("".join(pieces), pieces[-1], pieces[0]):
        unread: list[str] = []
        value = money(attempt, field, unread)
        if value is not None or not unread:
            return value
    warnings.append(f"{field}: {''.join(pieces)[:40]}")
    return None


def _kind(texts: Texts) -> str | None:
    """The kind that the printed title names: a short text, apart from remarks that mention a kind."""
    for page in texts.values():
        for text in page.values():
            if len(text) <= 24 and "发票" in text and (kind := kind_of(text)):
                return kind
    return None
