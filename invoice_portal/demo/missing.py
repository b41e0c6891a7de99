"""The invoices of the demo that are missing, each for another reason, and what each shows."""
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from lookup.document import InvoiceDocument, Line, Party

from .cast import FOODS, SOFTWARE, TAXPAYERS, enterprise_id

BEIJING_SELLER = Party(enterprise_id("91110105MA05ABC12"), "北京中瑞会务服务有限公司", "北京市朝阳区建国路88号")
SHANGHAI_SELLER = Party(FOODS, TAXPAYERS[FOODS])
US = Party(SOFTWARE, TAXPAYERS[SOFTWARE])
FORMER_NAME = "北京云杉科技有限公司"
_RATE = Decimal("0.06")


@dataclass(frozen=True)
class Sample:
    """One question to try: as the operator 01 of the software company, with the answer to expect."""

    number: str
    shows: str
    day: date | None = None


def today() -> date:
    return timezone.localdate()


def number_of(place: int, region: str = "11") -> str:
    return f"{today() - timedelta(days=1):%y}{region}2{900_000_000_001_000 + place * 37:015d}"


def paper(place: int, *, seller: Party = BEIJING_SELLER, buyer: Party = US, days_ago: int = 2) -> InvoiceDocument:
    """Return a sound invoice for a meeting."""
    amount = Decimal(2400 + 310 * place).quantize(Decimal("0.01"))
    tax = (amount * _RATE).quantize(Decimal("0.01"))
    line = Line(name="*会议展览服务*会议费", unit="次", quantity=Decimal(1), price=amount, amount=amount,
                tax_rate="6%", tax=tax, tax_code="3040306000000000000")  # fmt: skip
    region = "31" if seller is SHANGHAI_SELLER else "11"
    return InvoiceDocument(
        kind="82", number=number_of(place, region), issue_date=today() - timedelta(days=days_ago), seller=seller,
        buyer=buyer, amount=amount, tax=tax, total=amount + tax, lines=(line,), drawer="王敏",
    )  # fmt: skip


def arriving() -> list[InvoiceDocument]:
    """Return what the newest batch of Beijing brings."""
    return [
        _wrong_sum(paper(3)),
        paper(4, buyer=Party(None, US.name)),
        paper(5, buyer=Party(None, FORMER_NAME)),
        paper(6),
        paper(7),
        _wrong_sum(contradicted()),
    ]


def contradicted() -> InvoiceDocument:
    """Return what the applicant holds of an invoice that the source sent with a wrong sum."""
    return paper(8)


def _wrong_sum(document: InvoiceDocument) -> InvoiceDocument:
    return replace(document, total=(document.total or 0) + 100)


def samples() -> list[Sample]:
    """Return what to try at /trace/, in the order of how often it happens."""
    return [
        Sample(number_of(1), _("已预告，数据在路上")),
        Sample(number_of(3), _("已送达，但未通过校验")),
        Sample(number_of(4), _("抬头不是您的")),
        Sample(number_of(6), _("这张发票已作废")),
        Sample(number_of(7)[:-2] + number_of(7)[-1] + number_of(7)[-2], _("您要找的可能是这一张")),
        Sample(number_of(90), _("还没有同步到这一天"), today()),
        Sample(number_of(91, "31"), _("该到的批次迟到了"), today() - timedelta(days=5)),
        Sample(number_of(92), _("从未收到这张发票"), today() - timedelta(days=2)),
    ]
