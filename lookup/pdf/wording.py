"""What stands on the printed invoice: its title, its figures, its QR code."""

from decimal import Decimal

from lookup.document import InvoiceDocument, Party

TITLES = {
    "01": "增值税专用发票",
    "03": "机动车销售统一发票",
    "04": "增值税普通发票",
    "08": "增值税电子专用发票",
    "10": "增值税电子普通发票",
    "11": "增值税普通发票（卷票）",
    "14": "增值税电子普通发票（通行费）",
    "15": "二手车销售统一发票",
    "51": "电子发票（铁路电子客票）",
    "61": "电子发票（航空运输电子客票行程单）",
    "81": "电子发票（增值税专用发票）",
    "82": "电子发票（普通发票）",
    "85": "增值税专用发票",
    "86": "普通发票",
    "87": "机动车销售统一发票",
    "88": "二手车销售统一发票",
}
#: 票种 as the QR code of a 数电票 names it; older invoices carry their own code there.
QR_KINDS = {"81": "31", "85": "31", "82": "32", "86": "32"}
#: What the embedded XML is called.
ATTACHED = "来源系统送来的发票数据"


def title_of(document: InvoiceDocument) -> str:
    """Return the heading; a kind that is not known is called only what it surely is."""
    return TITLES.get(document.kind or "", "发票" if document.code else "电子发票")


def qr_payload(document: InvoiceDocument) -> str:
    """Return the text of the QR code: an older one names the net amount, a 数电票 the gross one.

    The last part of the official code is the bureau's own check, which nobody else can make: empty.
    """
    kind = document.kind or ""
    amount = document.amount if document.code else document.total
    date = document.issue_date.strftime("%Y%m%d") if document.issue_date else ""
    parts = (
        "01",
        QR_KINDS.get(kind, kind),
        document.code or "",
        document.number or "",
        plain(amount),
        date,
        document.check_code or "",
        "",
    )
    return ",".join(parts)


def money(amount: Decimal | None, unknown: str = "") -> str:
    """Write an amount with two decimals and, as on the official form, without thousands separators."""
    return unknown if amount is None else f"{amount:.2f}"


def plain(number: Decimal | None) -> str:
    """Write a number as short as it goes, never with an exponent: 6.20 becomes 6.2, 1E+2 becomes 100."""
    if number is None:
        return ""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def contacts_of(party: Party) -> list[str]:
    """Return address with phone, and bank with account, as far as the document says them."""
    pairs = {"地址、电话": (party.address, party.phone), "开户行及账号": (party.bank, party.account)}
    return [f"{label}：{' '.join(filter(None, pair))}" for label, pair in pairs.items() if any(pair)]


def remark_of(document: InvoiceDocument, *, contacts: bool) -> str:
    """Return the remark, with what the 数电票 form prints there: what a red one reverses, and contacts."""
    parts = [document.remark or ""]
    if document.red_of and document.red_of not in parts[0]:
        parts.insert(0, f"被红冲蓝字发票号码：{document.red_of}")
    for section in document.special.values():
        parts.append("；".join(f"{label}：{value}" for label, value in section.items() if value))
    if contacts:
        for side, party in (("购买方", document.buyer), ("销售方", document.seller)):
            parts += [f"{side}{text}" for text in contacts_of(party)]
    return "\n".join(filter(None, parts))
