"""An application in every state, made through the same doors as a user's."""
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from django.utils import timezone

from invoice_portal.accounts.models import Operator, Person
from lookup.document import InvoiceDocument, Line, Party
from lookup.pdf.render import render
from resubmission.deciding import approve, reject, return_
from resubmission.drafting import begin, explain
from resubmission.evidence import add
from resubmission.holding import claim
from resubmission.models import Application
from resubmission.objecting import object_to
from resubmission.prereview import run
from resubmission.submitting import submit, withdraw

from .cast import FOODS, SOFTWARE, TAXPAYERS
from .einvoice import einvoice_xml
from .missing import contradicted

_STATES = ("DRAFT", "SUBMITTED", "IN_REVIEW", "RETURNED", "SETTLED", "REJECTED", "WITHDRAWN")
_RATE = Decimal("0.06")


def open_applications(say: Callable[[str], None]) -> None:
    """Make one application per state, unless there are some already."""
    if Application.objects.exists():
        return
    say("applications in every state …")
    operator = Operator.objects.select_related("taxpayer", "person").get(taxpayer__tax_id=SOFTWARE, code="01")
    clerk = Person.objects.get(login="clerk")
    for place, state in enumerate(_STATES):
        _bring(_begin(operator, _invoice(place)), state, operator=operator, clerk=clerk)
    _bring(_contradicted(operator), "IN_REVIEW", operator=operator, clerk=clerk)
    # Both wait for the clerk, since the supervisor has had a part in them.
    supervisor = Person.objects.get(login="supervisor")
    _proposed(operator, first=supervisor)
    _objected_to(operator, decided_by=supervisor)


def _proposed(operator: Operator, *, first: Person) -> None:
    """Let a large case wait for a second opinion."""
    held = _invoice(len(_STATES), amount=Decimal("1280000.00"))
    case = _begin(operator, held, explanation="年度仓储合同，一次开票。")
    _bring(case, "IN_REVIEW", operator=operator, clerk=first)
    claim(case, by=first)
    case.refresh_from_db()
    approve(case, by=first, reason="合同与付款凭证一致。", version=case.version)


def _objected_to(operator: Operator, *, decided_by: Person) -> None:
    """Let a rejected case be reviewed."""
    case = _begin(operator, _invoice(len(_STATES) + 1))
    _bring(case, "REJECTED", operator=operator, clerk=decided_by)
    review = object_to(case, operator=operator, grounds="材料与发票是同一张：号码末四位在扫描件第 1 页右上角。")
    _bring(review, "IN_REVIEW", operator=operator, clerk=decided_by)


def _invoice(place: int, amount: Decimal | None = None) -> InvoiceDocument:
    """The invoice that the applicant holds and the records lack."""
    day = timezone.localdate().replace(day=1)
    amount = (amount or Decimal(1800 + 350 * place)).quantize(Decimal("0.01"))
    tax = (amount * _RATE).quantize(Decimal("0.01"))
    line = Line(
        name="*物流辅助服务*仓储服务费", unit="项", quantity=Decimal(1), price=amount, amount=amount,
        tax_rate="6%", tax=tax,
    )  # fmt: skip
    return InvoiceDocument(
        kind="81", number=f"{day:%y}312{900_000_000_000_000 + place * 37}", issue_date=day,
        seller=Party(FOODS, TAXPAYERS[FOODS]), buyer=Party(SOFTWARE, TAXPAYERS[SOFTWARE]),
        amount=amount, tax=tax, total=amount + tax, lines=(line,), drawer="开票员",
    )  # fmt: skip


def _contradicted(operator: Operator) -> Application:
    """Begin a case in which the feed, the evidence and the claim say three things, for the clerk to compare."""
    held = contradicted()
    application = _begin(operator, held, reason="refused", explanation="平台说数据没有通过校验，附上原件。")
    odd = replace(held, total=(held.total or 0) + 10, amount=(held.amount or 0) + 10)
    add(application, data=einvoice_xml(odd), original_name="开票方重发的.xml", by=operator.person)
    return application


def _begin(
    operator: Operator, held: InvoiceDocument, reason="not_found", explanation="开票方已交付，平台一直查不到。"
) -> Application:
    claimed = {
        "kind": held.kind, "number": held.number, "issue_date": held.issue_date.isoformat(),
        "seller_tax_id": held.seller.tax_id, "seller_name": held.seller.name,
        "buyer_tax_id": held.buyer.tax_id, "buyer_name": held.buyer.name,
        "amount": str(held.amount), "tax": str(held.tax), "total": str(held.total),
    }  # fmt: skip
    application = begin(operator, kind="SUPPLEMENT", claimed=claimed)
    explain(application, reason=reason, explanation=explanation, by=operator.person)
    add(application, data=render(held), original_name=f"发票{held.number[-4:]}.pdf", by=operator.person)
    return application


def _bring(application: Application, state: str, *, operator: Operator, clerk: Person) -> None:
    """Take a draft to the state wanted."""
    if state == "DRAFT":
        return
    if state == "WITHDRAWN":
        withdraw(application, by=operator.person, reason="已自行找到")
        return
    submit(application, by=operator.person)
    if state == "SUBMITTED":
        return
    run(application.pk)
    application.refresh_from_db()
    if state == "IN_REVIEW":
        return
    claim(application, by=clerk)
    decide, reason = {
        "RETURNED": (return_, "请补充合同或付款凭证，以证明交易真实。"),
        "SETTLED": (approve, "材料齐全，与发票一致。"),
        "REJECTED": (reject, "材料与所填发票不是同一张。"),
    }[state]
    application.refresh_from_db()
    decide(application, by=clerk, reason=reason, version=application.version)
