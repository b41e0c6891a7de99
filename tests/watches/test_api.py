"""Watches as programs begin, list and stop them."""
import pytest

from lookup.models import Watch
from tests.factories import OperatorFactory
from tests.lookup.world import issue

from .world import NUMBER, OTHER, TODAY, announce, beijing, refuse, states

pytestmark = pytest.mark.django_db


def test_number_is_watched_and_watching_it_again_answers_with_the_first(api):
    beijing()
    first = api("post", "watches/", {"number": NUMBER, "date": TODAY.isoformat()})
    again = api("post", "watches/", {"number": NUMBER})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    said = first.json()
    assert {name: said[name] for name in ("number", "code", "issue_date", "state", "told_as", "told_at")} == {
        "number": NUMBER, "code": None, "issue_date": TODAY.isoformat(), "state": "WATCHING", "told_as": None,
        "told_at": None,
    }  # fmt: skip
    assert states() == [("WATCHING", "")]


def test_same_idempotency_key_gets_the_first_answer_again(api):
    beijing()
    asked = {"Idempotency-Key": "one"}
    first = api("post", "watches/", {"number": NUMBER}, **asked)
    api("delete", f"watches/{first.json()['id']}/")
    again = api("post", "watches/", {"number": NUMBER}, **asked)
    assert (again.status_code, again.json()) == (201, first.json())
    assert states() == [("ENDED", "")]


def test_what_was_refused_already_is_known(api, operator):
    refuse(buyer=operator.taxpayer.tax_id)
    assert api("post", "watches/", {"number": NUMBER}).json()["told_as"] == "QUARANTINED"


def test_watch_from_a_trace(api, operator):
    announce(buyer=operator.taxpayer.tax_id)
    answer = api("post", "trace/", {"number": NUMBER}).json()
    trace = answer["next"]["url"].split("/trace/")[1].split("/")[0]
    begun = api("post", "watches/", {"trace": trace})
    assert (begun.status_code, begun.json()["trace"]) == (201, trace)
    assert api("post", "watches/", {"trace": trace}, by=OperatorFactory()).status_code == 404


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({}, 400, "invalid_question"),
        ({"date": "2026-10-01"}, 400, "number_needed"),
        ({"number": "12345678"}, 400, "code_needed"),
        ({"number": "26992000000000000001"}, 409, "not_awaited"),
        ({"number": 5, "date": "no"}, 400, "invalid_question"),
        ({"trace": "no"}, 400, "invalid"),
        ([], 400, "invalid"),
    ],
)
def test_what_can_not_be_watched_is_refused(api, asked, status, code):
    beijing()
    response = api("post", "watches/", asked)
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert not Watch.objects.exists()


def test_what_is_here_is_refused(api, operator):
    invoice = issue(buyer=operator.taxpayer)
    response = api("post", "watches/", {"number": invoice.number})
    assert (response.status_code, response.json()["code"]) == (409, "not_awaited")
    assert not Watch.objects.exists()


def test_list_is_paged_newest_first_and_only_ones_own(api, operator):
    beijing()
    begun = [api("post", "watches/", {"number": f"{NUMBER[:-2]}{n:02d}"}).json()["id"] for n in range(23)]
    colleague = OperatorFactory(taxpayer=operator.taxpayer, code="02")
    api("post", "watches/", {"number": OTHER}, by=colleague)
    first = api("get", "watches/").json()
    second = api("get", f"watches/?cursor={first['next']}").json()
    assert [row["id"] for row in first["results"] + second["results"]] == begun[::-1]
    assert second["next"] is None


def test_stopped_watch_is_listed_apart_and_stopping_twice_changes_nothing(api):
    beijing()
    one = api("post", "watches/", {"number": NUMBER}).json()["id"]
    assert [api("delete", f"watches/{one}/").status_code for _time in range(2)] == [204, 204]
    assert api("get", "watches/").json()["results"] == []
    assert [row["state"] for row in api("get", "watches/?ended=true").json()["results"]] == ["ENDED"]


def test_anothers_watch_is_not_found_like_one_that_never_was(api, operator):
    beijing()
    one = api("post", "watches/", {"number": NUMBER}).json()["id"]
    nowhere = "3fa85f64-5717-4562-b3fc-2c963f66afa6"
    for other in (OperatorFactory(), OperatorFactory(taxpayer=operator.taxpayer, code="02")):
        answers = [api("delete", f"watches/{pk}/", by=other) for pk in (one, nowhere)]
        assert [(a.status_code, a.content) for a in answers] == [(404, answers[0].content)] * 2
    assert states() == [("WATCHING", "")]


def test_without_a_token_nothing(client, db):
    assert client.get("/api/v1/watches/").status_code == 401
    assert client.post("/api/v1/watches/", {"number": NUMBER}, content_type="application/json").status_code == 401
    assert client.delete("/api/v1/watches/3fa85f64-5717-4562-b3fc-2c963f66afa6/").status_code == 401
