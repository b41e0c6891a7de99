"""The start page of the desk, the queues behind its counts, and the load that a supervisor gives to others."""
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from invoice_portal.history.record import history_of
from resubmission.deciding import reject, return_
from resubmission.models import Application
from resubmission.prereview import run
from resubmission.submitting import submit
from tests.factories import StaffFactory
from tests.login import login_staff

from .cases import claimed, held_by, in_review
from .test_claiming import colleague, lapse  # noqa: F401

pytestmark = pytest.mark.django_db
START, QUEUE = "/admin/", "/admin/resubmission/application/"


def counts(client) -> dict[str, str]:
    return {str(item["label"]): item["count"] for item in client.get(START).context["counts"]}


def listed(client, **query) -> set[Application]:
    return set(client.get(QUEUE, query).context["cl"].result_list)


def come_back(clerk, operator) -> Application:
    case = claimed(clerk, operator)
    return_(case, by=clerk, reason="请补合同", version=case.version)
    submit(Application.objects.get(pk=case.pk), by=operator.person)
    assert run(str(case.pk))
    return Application.objects.get(pk=case.pk)


def test_start_page_counts_what_needs_me_and_each_count_leads_to_those_cases(client, clerk, operator):
    mine, back = claimed(clerk), come_back(clerk, operator)
    free, late = in_review(), in_review()
    Application.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - timedelta(days=7))
    in_review(operator, held_by(operator, region="44"))  # another region's
    asked = in_review()
    first = StaffFactory().person
    Application.objects.filter(pk=asked.pk).update(
        proposed_by=first, proposed_at=timezone.now(), proposed_reason="同意"
    )
    login_staff(client, clerk.staff)
    told = counts(client)
    names = ("我领取的", "待领取", "补正已答复", "请我复审", "已超期")
    assert [told[name] for name in names] == ["1", "3", "1", "1", "1"]
    assert listed(client, work="mine") == {mine}
    assert listed(client, work="unclaimed") == {back, free, late}
    assert listed(client, work="answered") == {back}
    assert listed(client, work="second") == {asked}
    assert listed(client, due="late") == {late}
    page = client.get(START).content.decode()
    assert all(case.reference in page for case in (mine, back, free, late, asked)) and "已超期 " in page
    login_staff(client, first.staff)
    assert counts(client)["请我复审"] == "0"


def test_lapsed_claim_is_shown_as_such(client, clerk):
    case = claimed(clerk)
    lapse()
    login_staff(client, clerk.staff)
    lists = {str(item["title"]): [row["case"] for row in item["rows"]] for item in client.get(START).context["lists"]}
    assert (lists["我的申请"], lists["我的领取已失效"]) == ([], [case])


@pytest.mark.parametrize("role", ["CLERK", "SUPERVISOR", "AUDITOR", "SUPPORT", "ADMINISTRATOR"])
def test_start_page_is_there_for_every_role(client, role):
    claimed(StaffFactory().person)
    login_staff(client, StaffFactory(role=role))
    page = client.get(START)
    assert page.status_code == 200
    assert ("每天提交的申请" in page.content.decode()) is (role in {"CLERK", "SUPERVISOR", "AUDITOR"})
    assert ("各人的工作量" in page.content.decode()) is (role == "SUPERVISOR")


def test_start_page_asks_as_often_with_one_case_as_with_three(client):
    login_staff(client, StaffFactory(role="SUPERVISOR"))
    claimed(StaffFactory().person)
    client.get(START)
    with CaptureQueriesContext(connection) as one:
        client.get(START)
    for _more in range(2):
        claimed(StaffFactory().person)
        in_review()
    with CaptureQueriesContext(connection) as three:
        client.get(START)
    assert len(three) == len(one)


def test_figures_tell_days_median_and_share_returned(client, clerk, operator):
    done = claimed(clerk)
    reject(done, by=clerk, reason="不是同一张", version=done.version)
    Application.objects.filter(pk=done.pk).update(submitted_at=timezone.now() - timedelta(hours=30))
    come_back(clerk, operator)
    login_staff(client, clerk.staff)
    shown = client.get(START).context
    assert sum(bar.value for bar in shown["per_day"]) == 2
    assert (shown["median"], shown["returned"]) == ("30.0 小时", 50)


def test_queue_is_filtered_by_amount_severity_and_rule(client, clerk, operator):
    held = held_by(operator)
    small, large = in_review(operator, held, files=[held.xml()]), in_review()
    Application.objects.filter(pk=large.pk).update(total=Decimal("2000000"))
    login_staff(client, clerk.staff)
    assert (listed(client, amount="1"), listed(client, amount="4"), listed(client, amount="2")) == (
        {small}, {large}, set(),
    )  # fmt: skip
    assert listed(client, rule="evidence_unread") == {large}
    assert listed(client, severity="INFO") >= {large} and small not in listed(client, severity="INFO")
    assert listed(client, rule="nonsense") == listed(client, due="x") == listed(client, amount="9") == {small, large}


def test_supervisor_sees_load_and_reassigns_several_with_a_reason_each(client, clerk, colleague):  # noqa: F811
    cases = [claimed(clerk) for _each in range(3)]
    login_staff(client, StaffFactory(role="SUPERVISOR", regions=["11"]))
    row = next(row for row in client.get(START).context["load"] if row["staff"] == clerk.staff)
    assert (row["held"], row["late"], row["decided"]) == (3, 0, 0)
    given = {"cases": [str(case.pk) for case in cases[:2]], "to": str(colleague.pk), "reason": "均衡工作量"}
    assert client.post(f"{QUEUE}load/{clerk.pk}/", given).status_code == 302
    assert {case.claimed_by_id for case in Application.objects.filter(pk__in=given["cases"])} == {colleague.pk}
    assert Application.objects.get(pk=cases[2].pk).claimed_by == clerk
    for case in cases[:2]:
        assert history_of("application", case.pk).last().reason == "均衡工作量"


@pytest.mark.parametrize("changed", [{"cases": []}, {"to": ""}, {"reason": ""}, {"to": "77"}])
def test_reassigning_without_what_is_needed_changes_nothing(client, clerk, colleague, changed):  # noqa: F811
    case = claimed(clerk)
    login_staff(client, StaffFactory(role="SUPERVISOR"))
    given = {"cases": [str(case.pk)], "to": str(colleague.pk), "reason": "x"} | changed
    assert client.post(f"{QUEUE}load/{clerk.pk}/", given).status_code == 200
    assert Application.objects.get().claimed_by == clerk


def test_load_is_the_supervisors(client, clerk):
    claimed(clerk)
    login_staff(client, clerk.staff)
    assert client.get(f"{QUEUE}load/{clerk.pk}/").status_code == 403
    login_staff(client, StaffFactory(role="SUPERVISOR", regions=["44"]))
    assert client.get(f"{QUEUE}load/{clerk.pk}/").status_code == 404
