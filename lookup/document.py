"""What one invoice document says, whatever file it came in.

Pure data: readers make it, checks judge it, records keep it, the PDF shows it.
What the document does not say is None, never guessed.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Party:
    """Seller or buyer as printed on the document."""

    tax_id: str | None = None
    name: str | None = None
    address: str | None = None
    phone: str | None = None
    bank: str | None = None
    account: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of goods or services; amounts in yuan, discount lines are negative."""

    name: str | None = None
    spec: str | None = None
    unit: str | None = None
    quantity: Decimal | None = None
    price: Decimal | None = None
    amount: Decimal | None = None
    #: Canonical text: "13%", "1.5%", "免税", "不征税"; None if the document does not say.
    tax_rate: str | None = None
    tax: Decimal | None = None
    #: 19-digit goods and services tax classification code.
    tax_code: str | None = None


@dataclass(frozen=True, slots=True)
class InvoiceDocument:
    """One invoice as read from a document.

    ``kind`` is the bureau's two-digit 票种 code ("81" 数电专票, "82" 数电普票, "10", "51" …).
    ``number`` has 20 digits (数电票) or 8, then with ``code`` of 10 or 12 digits.
    ``amount`` is net, ``tax`` None where the document shows *** or 免税, ``total`` gross.
    """

    format: str = "xml"
    kind: str | None = None
    number: str | None = None
    code: str | None = None
    issue_date: date | None = None
    #: Time of issue (Asia/Shanghai, aware) where the document gives one.
    issued_at: datetime | None = None
    seller: Party = field(default_factory=Party)
    buyer: Party = field(default_factory=Party)
    amount: Decimal | None = None
    tax: Decimal | None = None
    total: Decimal | None = None
    lines: tuple[Line, ...] = ()
    remark: str | None = None
    drawer: str | None = None
    check_code: str | None = None
    #: True for a red-letter (negative) invoice.
    red: bool = False
    #: Number of the blue invoice that a red one reverses, from label or remark.
    red_of: str | None = None
    #: Special-business section (特定业务) as found: {section: {field: text}}.
    special: dict[str, dict[str, str]] = field(default_factory=dict)
    #: "VOIDED", "REVERSED" or "PARTLY_REVERSED" where a table of the bureau's says so; the document itself cannot know.
    validity: str | None = None
    warnings: tuple[str, ...] = ()
    #: Sides that this sort of document never names: {"seller"} on a railway ticket, {"buyer"} on a bookkeeping record.
    without: frozenset[str] = frozenset()
