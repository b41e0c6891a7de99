"""How the pages do each action of ``permission_rules``: a line for each."""
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from resubmission.models import Application
from tests.review.cases import png

Door = Callable[[Client, Application], HttpResponse]
SAID = {"reason": "请补充合同", "rule": "管理办法第三条"}


def own(step: str, **form: str) -> Door:
    """Return the door of the applicant's pages."""
    return lambda client, case: client.post(f"/applications/{case.pk}/{step}/", form)


def act(action: str) -> Door:
    """Return the door of a button on the clerk's page."""
    return lambda client, case: client.post(
        f"/admin/resubmission/application/{case.pk}/act/{action}/", SAID | {"version": case.version}
    )


def look(address: str) -> Door:
    """Return the door of a page or file; ``{file}`` is the first of the evidence."""

    def asked(client: Client, case: Application) -> HttpResponse:
        return client.get(address.format(case=case.pk, file=case.evidence.order_by("uploaded_at").first().pk))

    return asked


def add_evidence(client: Client, case: Application) -> HttpResponse:
    file = SimpleUploadedFile("更多.png", png(251), "image/png")
    return client.post(f"/applications/{case.pk}/evidence/", {"files": [file]})


def hand_over(client: Client, case: Application) -> HttpResponse:
    form = {"to": "r31", "reason": "管辖在上海", "held_by": case.claimed_by_id or ""}
    return client.post(f"/admin/resubmission/application/{case.pk}/hand-over/", form)


LOOKS: dict[str, Door] = {
    "see": look("/applications/{case}/"),
    "see evidence": look("/applications/{case}/evidence/{file}/"),
    "see at the desk": look("/admin/resubmission/application/{case}/change/"),
    "see evidence at the desk": look("/admin/resubmission/application/{case}/evidence/{file}/"),
}
ACTS: dict[str, Door] = {
    "change": own("reason", reason="refused", explanation="另有说明"),
    "add evidence": add_evidence,
    "submit": own("check", answer="已补充"),
    "withdraw": own("withdraw", reason="不再需要"),
    "object": own("object", grounds="事实有误"),
    "claim": act("claim"),
    "release": act("release"),
    "hand over": hand_over,
    "approve": act("approve"),
    "return": act("return"),
    "reject": act("reject"),
    "agree as the second": act("approve"),
    "disagree": act("disagree"),
    "take_back": act("take_back"),
}
