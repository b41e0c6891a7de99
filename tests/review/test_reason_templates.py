"""Texts that clerks begin from: kept by supervisors, filled in for the case, never in the way of what was typed."""
import re

import pytest

from invoice_portal.history.models import Event
from resubmission.models import ReasonTemplate
from resubmission.placeholders import BLANK
from tests.factories import OperatorFactory, ReasonTemplateFactory, StaffFactory
from tests.login import login_staff

from .cases import claimed, everything, held_by
from .test_case_page import address

pytestmark = pytest.mark.django_db
LIST = "/admin/resubmission/reasontemplate/"


@pytest.fixture
def desk(client, clerk):
    return login_staff(client, clerk.staff)


def form(**changes) -> dict[str, str]:
    return {
        "action": "return", "name": "缺原件", "name_en": "Original missing", "text": "请补充 {number}",
        "text_en": "Please add {number}", "rule": "", "rule_en": "", "place": "5", "active": "on",
    } | changes  # fmt: skip


def texts(page: str) -> tuple[str, str]:
    """Return what stands in the fields for reason and rule."""
    found = dict(re.findall(r'<textarea id="id_(\w+)"[^>]*>(.*?)</textarea>', page, re.S))
    return found["reason"], found["rule"]


def fill_in(desk, case, template, *, htmx: bool = False, **said) -> tuple[str, str]:
    said = {"template": template.pk if template else "", "version": case.version} | said
    headers = {"HX-Request": "true"} if htmx else {}
    answer = desk.post(address(case, "fill/"), said, follow=not htmx, headers=headers)
    assert answer.status_code == 200
    return texts(answer.content.decode())


def test_supervisor_writes_a_template_and_the_history_tells(client):
    supervisor = StaffFactory(role="SUPERVISOR")
    login_staff(client, supervisor)
    client.post(LIST + "add/", form())
    template = ReasonTemplate.objects.get(name="缺原件")
    client.post(f"{LIST}{template.pk}/change/", form(text="请补充发票 {number}"))
    events = Event.objects.filter(subject_type="reason_template", subject_id=str(template.pk)).order_by("id")
    assert [(event.action, event.actor) for event in events] == [
        ("add", supervisor.person), ("change", supervisor.person),
    ]  # fmt: skip
    assert events[1].data == {"changed": {"text": "请补充发票 {number}"}}


@pytest.mark.parametrize("role", ["CLERK", "AUDITOR"])
def test_others_read_templates_and_write_none(client, role):
    template = ReasonTemplateFactory()
    login_staff(client, StaffFactory(role=role))
    before = list(ReasonTemplate.objects.order_by("pk").values())
    assert client.get(LIST).status_code == 200
    assert client.post(LIST + "add/", form()).status_code == 403
    assert client.post(f"{LIST}{template.pk}/change/", form()).status_code == 403
    assert client.post(f"{LIST}{template.pk}/delete/", {"post": "yes"}).status_code == 403
    assert list(ReasonTemplate.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": "请补充 {nummer}"}, "没有这样的占位符：{nummer}"),
        ({"text_en": "{number.__class__}"}, "花括号只用于占位符"),
        ({"text": "{number!r}"}, "花括号只用于占位符"),
        ({"text": "{0}"}, "花括号只用于占位符"),
        ({"text": "{"}, "花括号只用于占位符"),
        ({"text": "{}"}, "没有这样的占位符"),
        ({"action": "reject"}, "不通过的意见须写明依据的规定"),
        ({"action": "reject", "rule": "《某规定》"}, "不通过的意见须写明依据的规定"),
    ],
)
def test_template_that_no_case_could_fill_is_refused_when_saved(client, changes, words):
    login_staff(client, StaffFactory(role="SUPERVISOR"))
    before = ReasonTemplate.objects.count(), Event.objects.count()
    page = client.post(LIST + "add/", form(**changes))
    assert words in page.content.decode()
    assert (ReasonTemplate.objects.count(), Event.objects.count()) == before


@pytest.mark.parametrize("htmx", [False, True])
def test_chosen_template_is_filled_in_for_the_case(desk, clerk, operator, htmx):
    held = held_by(operator)
    case = claimed(clerk, operator, held, files=[held.xml(total="114.00", amount="101.00")])
    template = ReasonTemplateFactory(text="{field}：您填写 {claimed}，材料为 {found}。发票 {number}。", name="一处不符")
    reason, _rule = fill_in(desk, case, template, htmx=htmx)
    assert reason == f"金额：您填写 100.00，材料为 101.00。发票 {case.number}。"


def test_rejection_brings_its_rule(desk, clerk):
    case = claimed(clerk)
    assert fill_in(desk, case, ReasonTemplateFactory(action="reject", text="不符"))[:2] == ("不符", "《某规定》")


def test_applicant_who_reads_english_gets_both_languages(desk, clerk):
    operator = OperatorFactory(person__language="en")
    case = claimed(clerk, operator)
    template = ReasonTemplateFactory(action="reject", text="发票 {number} 不符", text_en="Invoice {number} is wrong")
    reason, rule = fill_in(desk, case, template)
    assert reason == f"发票 {case.number} 不符\n\nInvoice {case.number} is wrong"
    assert rule == "《某规定》 / Some regulation"


def test_other_template_takes_the_place_of_an_untouched_one_but_never_of_what_was_typed(desk, clerk):
    case = claimed(clerk)
    first, second = ReasonTemplateFactory(text="甲"), ReasonTemplateFactory(text="乙")
    assert fill_in(desk, case, second, reason="甲")[0] == "乙"
    assert fill_in(desk, case, first, reason="自己写的")[0] == "自己写的\n甲"
    assert fill_in(desk, case, None, reason="自己写的")[0] == "自己写的"
    assert fill_in(desk, case, first, reason="自己写的\n甲")[0] == "自己写的\n甲"


def test_blank_that_the_case_cannot_fill_must_be_filled_by_the_clerk(desk, clerk):
    case = claimed(clerk)
    reason, _rule = fill_in(desk, case, ReasonTemplateFactory(text="请更正 {field}"))
    assert reason == f"请更正 {BLANK}"
    before = everything()
    for way in ("act/return/", "preview/return/"):
        page = desk.post(address(case, way), {"reason": reason, "version": case.version}, follow=True)
        assert "意见中还有没填的空" in page.content.decode()
    assert everything() == before


def test_value_of_a_record_is_never_filled_in(desk, clerk, operator):
    from .cases import in_review, recorded

    held = held_by(operator)
    recorded(held)
    from resubmission.holding import claim

    case = claim(in_review(operator, held, reupload=True, buyer_name="北京新名有限公司"), by=clerk)
    assert case.findings.filter(rule="record_differs").exists()
    reason, _rule = fill_in(desk, case, ReasonTemplateFactory(text="{field}{claimed}{found}{differences}"))
    assert reason == BLANK * 4


def test_switched_off_template_is_not_offered(desk, clerk):
    case = claimed(clerk)
    template = ReasonTemplateFactory(active=False, name="旧的意见", text="旧")
    assert "旧的意见" not in desk.get(address(case)).content.decode()
    assert fill_in(desk, case, template, reason="") == ("", "")


def test_every_first_template_can_be_saved_again():
    for template in ReasonTemplate.objects.all():
        template.full_clean()
