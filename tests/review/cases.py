"""Applications brought to where a test begins, through the doors that people use."""
import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import count

from django.utils import timezone
from PIL import Image

from invoice_portal.history.models import Event
from invoice_portal.support.models import Notice, NoticeDelivery
from lookup.document import InvoiceDocument, Line, Party
from lookup.models import Invoice, PdfFile
from lookup.records import accept
from resubmission.drafting import begin, claimed_from_record, explain
from resubmission.evidence import add
from resubmission.holding import claim
from resubmission.models import Application, Finding
from resubmission.prereview import run
from resubmission.submitting import submit
from tests.documents import LINE, einvoice_xml
from tests.factories import OperatorFactory, tax_id

_sequence = count(1)


@dataclass(frozen=True)
class Held:
    """The invoice that an applicant holds, as claim, as document and as XML."""

    number: str
    day: date
    seller_id: str
    buyer_id: str
    buyer: str
    seller: str = "北京晨星信息技术有限公司"

    def claimed(self, **changes) -> dict[str, str]:
        return {
            "kind": "82", "number": self.number, "issue_date": self.day.isoformat(),
            "seller_tax_id": self.seller_id, "seller_name": self.seller,
            "buyer_tax_id": self.buyer_id, "buyer_name": self.buyer,
            "amount": "100.00", "tax": "13.00", "total": "113.00",
        } | changes  # fmt: skip

    def xml(self, **changes) -> bytes:
        facts = {
            "issued": f"{self.day} 10:15:30", "seller_id": self.seller_id, "seller": self.seller, "kind": "02",
            "buyer_id": self.buyer_id, "buyer": self.buyer, "lines": (LINE,),
        }  # fmt: skip
        return einvoice_xml(**{"number": self.number} | facts | changes)

    def document(self, **changes) -> InvoiceDocument:
        line = Line("*餐饮服务*餐费", quantity=Decimal(2), amount=Decimal(100), tax_rate="13%", tax=Decimal(13))
        said = {
            "kind": "82", "number": self.number, "issue_date": self.day, "lines": (line,), "drawer": "王开",
            "seller": Party(self.seller_id, self.seller, phone="010-5550100"), "remark": "合同 7 号",
            "buyer": Party(self.buyer_id, self.buyer), "special": {"Toll": {"PlateNumber": "京A00001"}},
            "amount": Decimal("100.00"), "tax": Decimal("13.00"), "total": Decimal("113.00"),
        }  # fmt: skip
        return InvoiceDocument(**said | changes)


def held_by(operator, *, region: str = "11") -> Held:
    """Return an invoice of this year, bought by the operator's taxpayer."""
    day = timezone.localdate().replace(day=1)
    buyer = operator.taxpayer
    return Held(f"{day:%y}{region}2{next(_sequence):015d}", day, tax_id(900), buyer.tax_id, buyer.name)


def png(shade: int = 0) -> bytes:
    out = io.BytesIO()
    Image.new("L", (4, 4), shade).save(out, "PNG")
    return out.getvalue()


def submitted(operator, held: Held | None = None, *, reupload=False, files=(), **changes) -> Application:
    """Hand in an application. ``changes`` are claimed otherwise than the invoice says."""
    held = held or held_by(operator)
    claimed = held.claimed(**changes)
    if reupload:
        claimed = claimed_from_record(Invoice.objects.get(number=held.number)) | changes
    application = begin(operator, kind="REUPLOAD" if reupload else "SUPPLEMENT", claimed=claimed)
    reason = "title_wrong" if reupload else "not_found"
    explain(application, reason=reason, explanation="", by=operator.person)
    for place, data in enumerate(files or (png(next(_sequence) % 250),), 1):
        add(application, data=data, original_name=f"材料{place}", by=operator.person)
    submit(application, by=operator.person)
    return Application.objects.get(pk=application.pk)


def in_review(operator=None, held: Held | None = None, **options) -> Application:
    """Hand in an application and let the pre-review run."""
    application = submitted(operator or OperatorFactory(), held, **options)
    assert run(str(application.pk))
    return Application.objects.get(pk=application.pk)


def claimed(clerk, operator=None, held: Held | None = None, **options) -> Application:
    """Bring an application to the desk of this clerk."""
    return claim(in_review(operator, held, **options), by=clerk)


def recorded(held: Held, **changes) -> Invoice:
    """Let a source's document become a record."""
    return accept(held.document(**changes))


def found(application: Application) -> set[tuple[str, str, str]]:
    """Return (rule, severity, field) of every finding."""
    return set(application.findings.values_list("rule", "severity", "field"))


def everything() -> dict[str, list]:
    """Return all that a decision could change, to be compared before and after."""
    models = (Application, Invoice, Event, Finding, Notice, NoticeDelivery, PdfFile)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}
