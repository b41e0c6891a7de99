"""Open pages ask whether something changed: cheaply while nothing did, and for whoever may see the case alone."""
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resubmission.deciding import return_
from resubmission.drafting import begin
from resubmission.holding import claim
from resubmission.submitting import withdraw
from tests.factories import OperatorFactory, StaffFactory
from tests.login import login_as, login_staff
from tests.review.cases import claimed, in_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(db):
    return StaffFactory(regions=["11"]).person


@pytest.fixture
def operator(db):
    return OperatorFactory()


def asked(client, case, seen):
    return client.get(f"/applications/{case.pk}/changes/?seen={seen}", headers={"HX-Request": "true"})


def asked_by_clerk(client, case, since, seen=None, typing=0):
    base = f"/admin/resubmission/application/{case.pk}/changes/"
    return client.get(f"{base}?since={since}&seen={since if seen is None else seen}&typing={typing}")


def test_applicant_gets_nothing_while_nothing_changed_and_the_page_part_once_it_did(client, clerk, operator):
    case = claimed(clerk, operator)
    login_as(client, operator)
    quiet = asked(client, case, case.version)
    assert (quiet.status_code, quiet.content) == (204, b"")
    return_(case, by=clerk, reason="请补充付款凭证", version=case.version)
    told = asked(client, case, case.version).content.decode()
    assert "<html" not in told and "请补充付款凭证" in told and "待补正" in told
    assert 'hx-swap-oob="innerHTML:#live-said"' in told and "刚刚更新" in told
    case.refresh_from_db()
    assert asked(client, case, case.version).status_code == 204


def test_page_and_its_part_are_the_same_words(client, clerk, operator):
    case = in_review(operator)
    login_as(client, operator)
    page = client.get(f"/applications/{case.pk}/").content.decode()
    part = asked(client, case, 0).content.decode().split('<div hx-swap-oob')[0].strip()
    assert part in page


@pytest.mark.parametrize("seen", ["", "x", "-1", "٣", "9" * 30])
def test_page_that_says_nothing_sound_of_its_version_is_sent_what_is(client, operator, seen):
    case = in_review(operator)
    assert asked(login_as(client, operator), case, seen).status_code == 200


def test_stranger_and_nobody_learn_nothing(client, operator):
    case = in_review(operator)
    assert asked(client, case, 1).status_code == 302
    assert asked(login_as(client, OperatorFactory()), case, case.version).status_code == 404


def test_asking_costs_one_question_more_than_being_logged_in(client, operator):
    case = in_review(operator)
    login_as(client, operator)
    client.get("/help/")
    with CaptureQueriesContext(connection) as asking:
        assert asked(client, case, case.version).status_code == 204
    about = [query["sql"] for query in asking if "resubmission_application" in query["sql"]]
    assert len(about) == 1 and 'SELECT "resubmission_application"."version"' in about[0]


def test_draft_and_closed_case_ask_nothing(client, clerk, operator):
    login_as(client, operator)
    draft = begin(operator, kind="SUPPLEMENT", claimed={})
    assert "/changes/" not in client.get(f"/applications/{draft.pk}/").content.decode()
    case = claimed(clerk, operator)
    assert "/changes/" in client.get(f"/applications/{case.pk}/").content.decode()
    returned = return_(case, by=clerk, reason="请补充", version=case.version)
    withdraw(returned, by=operator.person, reason="")
    assert "/changes/" not in client.get(f"/applications/{case.pk}/").content.decode()


def test_clerk_is_told_who_did_what_and_goes_on_from_there(client, clerk, operator):
    case = claimed(clerk, operator)
    opened = case.version
    login_staff(client, clerk.staff)
    assert asked_by_clerk(client, case, opened).status_code == 204
    returned = return_(case, by=clerk, reason="请补充", version=case.version)
    withdraw(returned, by=operator.person, reason="找到了")
    told = asked_by_clerk(client, case, opened).content.decode()
    assert f"{operator.person} 撤销申请" in told and "退回补正" in told
    case.refresh_from_db()
    assert f"since={opened}&amp;seen={case.version}" in told
    assert asked_by_clerk(client, case, opened, seen=case.version).status_code == 204


def test_clerk_who_types_is_offered_to_load_without_losing_it(client, clerk, operator):
    case = claimed(clerk, operator)
    login_staff(client, clerk.staff)
    told = asked_by_clerk(client, case, 1, typing=1).content.decode()
    assert 'form="decision" name="load"' in told
    base = f"/admin/resubmission/application/{case.pk}/"
    said = {"reason": "写了一半", "rule": "", "load": "1", "template": "1", "version": "1"}
    page = client.post(base + "fill/", said, follow=True)
    assert "写了一半</textarea>" in page.content.decode()
    assert page.context["case"].version == case.version


@pytest.mark.parametrize(("who", "status"), [({"role": "SUPPORT"}, 403), ({"regions": ["44"]}, 404)])
def test_other_staff_learn_nothing(client, clerk, operator, who, status):
    case = claimed(clerk, operator)
    login_staff(client, StaffFactory(**who))
    assert asked_by_clerk(client, case, 1).status_code == status


def test_asking_costs_a_clerk_one_question_about_the_case(client, clerk, operator):
    case = claim(in_review(operator), by=clerk)
    login_staff(client, clerk.staff)
    with CaptureQueriesContext(connection) as asking:
        asked_by_clerk(client, case, case.version)
    assert len([query for query in asking if "resubmission_" in query["sql"]]) == 1
