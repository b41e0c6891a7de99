"""The queue of cases in the admin: what is shown, what is found, and to whom."""
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from resubmission.deciding import reject
from resubmission.drafting import begin
from resubmission.holding import claim
from resubmission.models import Application
from tests.factories import OperatorFactory, StaffFactory
from tests.login import login_as, login_staff

from .cases import claimed, held_by, in_review, submitted
from .test_claiming import lapse

pytestmark = pytest.mark.django_db
QUEUE = "/admin/resubmission/application/"


@pytest.fixture
def desk(client, clerk):
    """Ask for the queue as the clerk; get the applications shown, in order."""
    login_staff(client, clerk.staff)

    def ask(**query) -> list[Application]:
        answer = client.get(QUEUE, query)
        assert answer.status_code == 200
        return list(answer.context["cl"].result_list)

    return ask


def test_queue_shows_who_waits_longest_first_with_age_and_gravest_finding(client, desk, operator):
    held = held_by(operator)
    newer = in_review(operator, files=[held_by(operator).xml()])
    older = submitted(operator, held, files=[held.xml()])
    Application.objects.filter(pk=older.pk).update(submitted_at=timezone.now() - timedelta(days=3))
    assert desk() == [older, newer]
    page = client.get(QUEUE).content.decode()
    assert all(text in page for text in (older.reference, newer.reference, operator.taxpayer.name, "3\xa0日", "严重"))


def test_case_without_doubt_shows_none_though_its_evidence_was_read(client, desk, operator):
    held = held_by(operator)
    in_review(operator, held, files=[held.xml()])
    assert [case.worst_rank for case in desk()] == [None]


def test_draft_is_the_applicants_alone(client, desk, operator):
    draft = begin(operator, kind="SUPPLEMENT", claimed=held_by(operator).claimed())
    assert desk() == []
    assert client.get(f"{QUEUE}{draft.pk}/change/").status_code == 404


@pytest.mark.parametrize("term", ["reference", "number", "tax_id"])
def test_case_is_found_by_the_whole_of_what_names_it_and_not_by_a_part(desk, term):
    case, _other = in_review(), in_review()
    whole = {"reference": case.reference, "number": case.number, "tax_id": case.taxpayer.tax_id}[term]
    assert desk(q=whole) == [case]
    assert desk(q=f" {whole.lower()} ") == [case]
    assert desk(q=whole[:-1]) == []


def test_older_invoice_is_found_by_code_and_number(desk, operator):
    case = submitted(operator, number="12345678", code="011002000111")
    submitted(operator, number="12345678", code="011002000112")
    assert desk(q="011002000111-12345678") == [case]


def test_number_pasted_with_words_is_found(desk):
    case = in_review()
    assert desk(q=f"发票号码：{case.number}") == [case]


@pytest.mark.parametrize("query", [{"q": "\0"}, {"q": "' OR 1=1"}, {"q": "9" * 5000}, {"state": "X"}, {"work": "X"},
                                   {"region": "XX"}, {"p": "x"}, {"o": "99"}, {"nonsense": "1"}])  # fmt: skip
def test_odd_question_is_answered(client, desk, query):
    in_review()
    assert client.get(QUEUE, query, follow=True).status_code == 200


def test_filters_by_work_state_and_region(client, operator):
    me, colleague = StaffFactory().person, StaffFactory().person
    login_staff(client, me.staff)
    mine, theirs, free, lapsed = claimed(me), claimed(colleague), in_review(), claimed(colleague)
    lapse_one = Application.objects.filter(pk=lapsed.pk)
    lapse_one.update(claimed_at=timezone.now() - timedelta(days=2))
    done = claimed(me)
    reject(done, by=me, reason="x", version=done.version)
    elsewhere = in_review(operator, held_by(operator, region="44"), seller_tax_id=held_by(operator).seller_id)

    def shown(**query):
        return set(client.get(QUEUE, query).context["cl"].result_list)

    assert shown(work="mine") == {mine}
    assert shown(work="unclaimed") == {free, lapsed, elsewhere}
    assert shown(state="REJECTED") == {done}
    assert shown(state="IN_REVIEW") == {mine, theirs, free, lapsed, elsewhere}
    assert shown(region="44") == {elsewhere}
    assert shown(region="44", work="mine") == set()


def test_clerk_sees_the_cases_of_their_regions_only(client, desk, operator):
    mine = in_review(operator)
    other = in_review(operator, held_by(operator, region="44"))
    assert desk() == [mine]
    assert desk(q=other.reference) == []
    assert desk(region="44") == []
    assert client.get(f"{QUEUE}{other.pk}/change/").status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [("CLERK", 200), ("SUPERVISOR", 200), ("AUDITOR", 200), ("SUPPORT", 403), ("ADMINISTRATOR", 403)],
)
def test_queue_and_case_are_for_those_who_see_cases(client, role, status):
    case = in_review()
    login_staff(client, StaffFactory(role=role))
    assert client.get(QUEUE).status_code == status
    assert client.get(f"{QUEUE}{case.pk}/change/").status_code == status


def test_queue_is_not_for_operators(client, operator):
    in_review(operator)
    login_as(client, operator)
    assert client.get(QUEUE).status_code == 302


def test_queue_asks_as_often_with_one_case_as_with_three(client, desk):
    claimed(StaffFactory().person)
    desk()
    with CaptureQueriesContext(connection) as one:
        desk()
    for _more in range(2):
        operator = OperatorFactory()
        claimed(StaffFactory().person, operator, files=[held_by(operator).xml(), b"<a/>"])
    with CaptureQueriesContext(connection) as three:
        assert len(desk()) == 3
    assert len(three) == len(one)


def test_lapsed_claim_is_everyones_again(desk, clerk):
    case = claimed(StaffFactory().person)
    assert desk(work="unclaimed") == []
    lapse()
    assert desk(work="unclaimed") == [case]
    claim(case, by=clerk)
    assert desk(work="mine") == [case]
