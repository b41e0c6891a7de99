"""One page per case: the claim beside the record, what the pre-review found, evidence, and what can be done."""
import re

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lookup.models import Invoice
from resubmission.holding import claim
from resubmission.models import Application
from tests.documents import LINE
from tests.factories import OperatorFactory, StaffFactory
from tests.login import login_staff

from .cases import claimed, everything, held_by, in_review, png, recorded
from .test_claiming import lapse

pytestmark = pytest.mark.django_db


def address(case, ending="change/") -> str:
    return f"/admin/resubmission/application/{case.pk}/{ending}"


@pytest.fixture
def desk(client, clerk):
    return login_staff(client, clerk.staff)


def rows(page: str) -> dict[str, list[str]]:
    """Return the comparison as read by someone who sees neither colour nor shape: field -> cells."""
    # What a narrow screen shows instead says the same again.
    page = re.sub(r'<td role="cell" class="case-compare__once">.*?</td>', "", page, flags=re.S)
    found = re.findall(r'<th scope="row"[^>]*>(.*?)</th>(.*?)</tr>', page, re.S)
    strip = re.compile(r'<span class="case-compare__who".*?</span>|<[^>]+>')
    return {name: [strip.sub("", cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", rest, re.S)]
            for name, rest in found}  # fmt: skip


def test_claim_stands_beside_the_record_with_differences_marked_in_words(desk, operator):
    held = held_by(operator)
    recorded(held)
    case = in_review(operator, held, reupload=True, buyer_name="北京新名有限公司", total="113")
    shown = rows(desk.get(address(case)).content.decode())
    assert shown["购买方名称"] == ["北京新名有限公司", f"≠ 不一致 {held.buyer}"]
    assert shown["价税合计"] == ["113.00", "113.00"]
    assert [name for name, cells in shown.items() if "≠" in "".join(cells)] == ["购买方名称"]


def test_case_without_record_says_so(desk):
    case = in_review()
    page = desk.get(address(case)).content.decode()
    assert "现有记录：没有这张发票。" in page
    assert rows(page)["发票号码"] == [case.number]


def test_findings_are_shown_gravest_first_with_words_and_file(desk, operator):
    held = held_by(operator)
    case = in_review(operator, held, files=[png(5), held.xml(total="114.00", amount="101.00")])
    shown = desk.get(address(case)).context["findings"]
    severities = [item["finding"].severity for item in shown]
    assert severities == sorted(severities, key=["SERIOUS", "WARNING", "INFO"].index)
    page = desk.get(address(case)).content.decode()
    assert "✖ 严重" in page and "与证明材料不一致 · 价税合计 · 申请所填：113.00 · 证明材料：114.00" in page
    assert "材料2" in page


def test_xml_is_read_as_fields_with_its_lines(desk, operator):
    held = held_by(operator)
    case = in_review(operator, held, files=[held.xml(lines=(LINE,))])
    page = desk.get(address(case)).content.decode()
    read = page.split('id="evidence-title"')[1]
    for text in (held.number, held.seller, held.buyer_id, "113.00", "*餐饮服务*餐费 · 2 项 × 50 · 金额 100.00 · 13%"):
        assert text in read
    assert "<EInvoice" not in page


def test_what_strangers_typed_is_text(desk, operator):
    case = in_review(operator, seller_name="<script>alert(1)</script>", files=[png(9)])
    page = desk.get(address(case)).content.decode()
    assert "<script>alert(1)" not in page and "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("name", ["发票.png", '"><img src=x>.png', "..\\..\\x.png"])
def test_file_names_are_text(desk, operator, name):
    case = in_review(operator)
    case.evidence.update(original_name=name)
    page = desk.get(address(case)).content.decode()
    assert '"><img' not in page


def test_stored_file_that_is_gone_leaves_the_page_whole(desk, operator):
    held = held_by(operator)
    case = in_review(operator, held, files=[held.xml(), png()])
    for file in case.evidence.all():
        default_storage.delete(file.name)
    assert desk.get(address(case)).status_code == 200


def test_page_asks_as_often_with_one_of_everything_as_with_three(desk, operator):
    held = held_by(operator)
    small = in_review(operator, held, files=[held.xml()])
    other = held_by(operator)
    files = [other.xml(), other.xml(total="120.00"), held_by(operator).xml(), png(1), b"<a/>"]
    large = claim(in_review(operator, other, files=files), by=StaffFactory().person)
    desk.get(address(small))
    with CaptureQueriesContext(connection) as one:
        desk.get(address(small))
    with CaptureQueriesContext(connection) as more:
        assert desk.get(address(large)).status_code == 200
    assert len(more) == len(one)


def buttons(page: str) -> list[str]:
    return re.findall(r"/(?:act|preview)/(\w+)/", page)


DECIDING = ["approve", "return", "reject", "release"]


def test_buttons_are_those_that_would_be_accepted(desk, clerk):
    case = in_review()
    assert buttons(desk.get(address(case)).content.decode()) == ["claim"]
    claim(case, by=clerk)
    assert buttons(desk.get(address(case)).content.decode()) == DECIDING
    lapse()
    assert buttons(desk.get(address(case)).content.decode()) == ["claim"]


def test_case_of_a_colleague_names_them_and_offers_nothing(desk):
    colleague = StaffFactory().person
    page = desk.get(address(claimed(colleague))).content.decode()
    assert buttons(page) == []
    assert f"正由 {colleague.name} 办理" in page


def test_auditor_reads_and_is_told_why_not_more(client):
    login_staff(client, StaffFactory(role="AUDITOR"))
    page = client.get(address(in_review())).content.decode()
    assert buttons(page) == []
    assert "只有审核员和主管可以办理申请" in page


def test_own_case_says_why_it_cannot_be_handled(desk, clerk, operator):
    OperatorFactory(taxpayer=operator.taxpayer, code="09", person=clerk)
    page = desk.get(address(in_review(operator))).content.decode()
    assert buttons(page) == []
    assert "您是该纳税人的操作员" in page


def test_case_from_claim_to_approval_through_its_buttons(desk, clerk):
    case = in_review()
    page = desk.post(address(case, "act/claim/"), follow=True)
    assert "已领取" in page.content.decode()
    version = page.context["case"].version
    page = desk.post(address(case, "act/approve/"), {"reason": "材料齐全", "version": version}, follow=True)
    assert "已审核通过并办结" in page.content.decode()
    case.refresh_from_db()
    assert (case.state, case.invoice) == ("SETTLED", Invoice.objects.get(number=case.number))
    assert buttons(page.content.decode()) == []


@pytest.mark.parametrize(
    ("action", "state"), [("return", "RETURNED"), ("reject", "REJECTED"), ("release", "IN_REVIEW")]
)
def test_other_buttons_do_what_they_say(desk, clerk, action, state):
    case = claimed(clerk)
    desk.post(address(case, f"act/{action}/"), {"reason": "看不清", "rule": "《某规定》", "version": case.version})
    case.refresh_from_db()
    assert (case.state, case.claimed_by == clerk) == (state, action == "reject")


def test_refused_decision_says_why_and_keeps_what_was_typed(desk, clerk):
    case = claimed(clerk)
    before = everything()
    data = {"reason": "写了很久的意见", "rule": "《某规定》", "version": case.version - 1}
    page = desk.post(address(case, "act/reject/"), data, follow=True).content.decode()
    assert "您打开页面之后，这件申请有了变化" in page
    assert "写了很久的意见</textarea>" in page and "《某规定》</textarea>" in page
    assert everything() == before


def test_reason_missing_is_said(desk, clerk):
    case = claimed(clerk)
    page = desk.post(address(case, "act/reject/"), {"reason": " ", "version": case.version}, follow=True)
    assert "请写明不通过的原因" in page.content.decode()


def test_second_clerk_is_told_who_was_first(desk):
    colleague = StaffFactory().person
    case = claimed(colleague)
    page = desk.post(address(case, "act/claim/"), follow=True).content.decode()
    assert f"正由{colleague.name}办理" in page


@pytest.mark.parametrize("version", ["", "x", "-1", "٣", "9" * 30])
def test_form_without_a_sound_version_decides_nothing(desk, clerk, version):
    case = claimed(clerk)
    before = everything()
    desk.post(address(case, "act/approve/"), {"version": version})
    assert everything() == before


@pytest.mark.parametrize(
    ("who", "status"),
    [({"role": "AUDITOR"}, 302), ({"role": "SUPPORT"}, 403), ({"role": "ADMINISTRATOR"}, 403),
     ({"regions": ["44"]}, 404)],
)
@pytest.mark.parametrize("action", ["claim", *DECIDING])
def test_buttons_pressed_by_hand_do_nothing_for_others(client, clerk, who, status, action):
    case = claimed(clerk)
    person = StaffFactory(**who)
    before = everything()
    login_staff(client, person)
    answer = client.post(address(case, f"act/{action}/"), {"reason": "x", "version": case.version})
    assert answer.status_code == status
    assert everything() == before


def test_nothing_is_done_by_a_get_or_an_unknown_action(desk, clerk):
    case = claimed(clerk)
    before = everything()
    assert desk.get(address(case, "act/approve/")).status_code == 405
    assert desk.post(address(case, "act/settle/"), {"version": case.version}).status_code == 404
    assert everything() == before


def test_button_without_its_token_is_refused(clerk):
    case = claimed(clerk)
    strict = login_staff(Client(enforce_csrf_checks=True), clerk.staff)
    assert strict.post(address(case, "act/release/")).status_code == 403
    assert Application.objects.get().claimed_by == clerk
