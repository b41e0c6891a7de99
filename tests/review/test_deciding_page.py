"""Before a decision is sent: exactly what the taxpayer will get; nothing happens by looking."""
import html
import re

import pytest

from invoice_portal.accounts.phone import masked
from invoice_portal.support.choosing import choose
from invoice_portal.support.kinds import KINDS
from invoice_portal.support.models import Notice
from invoice_portal.support.wording import body_of, sms_text
from tests.factories import OperatorFactory
from tests.login import login_as, login_staff

from .cases import claimed, everything
from .test_case_page import address

pytestmark = pytest.mark.django_db
SAID = {"reason": "请补充付款凭证", "rule": "《某规定》"}
ACTIONS = ["approve", "return", "reject"]


@pytest.fixture
def desk(client, clerk):
    return login_staff(client, clerk.staff)


def preview(desk, case, action, **changes):
    return desk.post(address(case, f"preview/{action}/"), SAID | {"version": case.version} | changes, follow=True)


def plain(page) -> str:
    """Return the page's words without any space: a line ends in a break there."""
    return unspaced(html.unescape(re.sub(r"<[^>]+>", "", page.content.decode())))


def unspaced(text: str) -> str:
    return "".join(text.split())


def standing(page) -> str:
    """Return the words that tell where the case stands, as on the taxpayer's page and in the preview."""
    return unspaced(re.findall(r'<div class="alert alert--\w+">(.*?)</div>', page.content.decode(), re.S)[-1])


@pytest.mark.parametrize("action", ACTIONS)
def test_preview_shows_what_is_then_sent_word_for_word_and_changes_nothing(desk, clerk, client, action):
    operator = OperatorFactory()
    case = claimed(clerk, operator)
    before = everything()
    page = preview(desk, case, action)
    assert page.status_code == 200 and everything() == before

    desk.post(address(case, f"act/{action}/"), SAID | {"version": case.version})
    notice = Notice.objects.filter(link__contains=str(case.pk)).latest("created_at")
    assert unspaced(body_of(notice)) in plain(page) and unspaced(sms_text(notice)) in plain(page)
    told = login_as(client, operator).get(f"/applications/{case.pk}/")
    assert standing(page) == standing(told)


@pytest.mark.parametrize("action", ACTIONS)
def test_confirming_sends_what_was_shown(desk, clerk, action):
    case = claimed(clerk)
    page = preview(desk, case, action).content.decode()
    fields = {name: re.search(rf'<textarea name="{name}" hidden>(.*?)</textarea>', page)[1] for name in SAID}
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    assert f"act/{action}/" in page and fields == SAID
    desk.post(address(case, f"act/{action}/"), fields | {"version": version})
    case.refresh_from_db()
    assert case.state == {"approve": "SETTLED", "return": "RETURNED", "reject": "REJECTED"}[action]
    assert case.decision_reason == SAID["reason"] + ("\n\n依据：《某规定》" if action == "reject" else "")


def test_applicant_without_a_phone_gets_no_sms_and_the_clerk_sees_so(desk, clerk):
    case = claimed(clerk, OperatorFactory(person__phone=""))
    assert "没有登记手机号和电子邮箱，只有门户通知" in plain(preview(desk, case, "return"))


def test_preview_names_every_way_that_the_applicant_has_chosen(desk, clerk):
    operator = OperatorFactory(person__email="li.si@example.com")
    choose(operator.person, {kind: {"SMS": False, "EMAIL": True} for kind in KINDS})
    page = preview(desk, claimed(clerk, operator), "return").content.decode()
    assert "邮件" in page and "l***@example.com" in page and "/account/notices/" in page
    assert "li.si" not in page and masked(operator.person.phone) not in page


@pytest.mark.parametrize(
    ("action", "changes", "words"),
    [
        ("return", {"reason": ""}, "请写明需要申请人补正什么"),
        ("reject", {"reason": ""}, "请写明不通过的原因"),
        ("reject", {"rule": " "}, "请写明不通过所依据的规定"),
        ("approve", {"version": "1"}, "您打开页面之后，这件申请有了变化"),
        ("approve", {"version": "x"}, "页面已过期"),
        ("return", {"reason": "长" * 2001}, "审核意见最多2000个字"),
    ],
)
@pytest.mark.parametrize("way", ["preview", "act"])
def test_what_would_be_refused_is_refused_with_what_was_typed_kept(desk, clerk, way, action, changes, words):
    case = claimed(clerk)
    before = everything()
    said = SAID | {"version": case.version} | changes
    page = desk.post(address(case, f"{way}/{action}/"), said, follow=True)
    assert words in plain(page)
    assert said["reason"].strip() in page.content.decode() and everything() == before
    assert desk.get(address(case)).context["typed"].rule == said["rule"].strip()


def test_typed_text_is_gone_once_it_is_sent(desk, clerk):
    case = claimed(clerk)
    preview(desk, case, "return")
    desk.post(address(case, "act/return/"), SAID | {"version": case.version})
    assert desk.get(address(case)).context["typed"].reason == ""


def test_unknown_action_and_get_show_nothing(desk, clerk):
    case = claimed(clerk)
    assert desk.post(address(case, "preview/settle/"), SAID).status_code == 404
    assert desk.get(address(case, "preview/return/")).status_code == 405
