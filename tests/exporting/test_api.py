"""Zips as a program orders and takes them."""
import io
import zipfile

import pytest

from invoice_portal.accounts.tokens import issue_token
from lookup.exporting import asking
from lookup.models import Download, Export
from tests.factories import OperatorFactory
from tests.lookup import world

from .conftest import make


@pytest.fixture
def post(client, operator):
    def posted(body, by=operator, **headers):
        headers |= {"Authorization": f"Bearer {issue_token(operator=by)}"}
        return client.post("/api/v1/exports/", body, content_type="application/json", headers=headers)

    return posted


@pytest.fixture
def get(client, operator):
    def got(address, by=operator):
        return client.get(address, headers={"Authorization": f"Bearer {issue_token(operator=by)}"})

    return got


def test_ordered_watched_and_taken(post, get, invoices):
    given = post({"search": {"date_from": "2026-10-04", "side": "purchases"}})
    assert (given.status_code, given.json()["total"], given.json()["file"]) == (202, 2, None)
    make(Export.objects.get())
    told = get(given["Location"]).json()
    assert (told["state"], told["done"], told["without"]) == ("MADE", 2, 0)
    data = b"".join(get(told["file"]).streaming_content)
    assert len(data) == told["size"] and len(zipfile.ZipFile(io.BytesIO(data)).namelist()) == 3
    assert Download.objects.count() == 2


def test_numbers_are_as_good_and_a_key_is_honoured(post, invoices):
    body = {"numbers": [invoices[0].slug]}
    first, second = (post(body, **{"Idempotency-Key": "k"}).json() for _time in range(2))
    assert first["id"] == second["id"] and Export.objects.get().asked == [invoices[0].pk]


def test_before_it_is_made_there_is_no_file(post, get, invoices):
    url = post({"numbers": [invoices[0].slug]}).json()["url"]
    refused = get(f"{url}file/")
    assert (refused.status_code, refused.json()["code"]) == (409, "not_ready")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 422, "bad_order"),
        ([], 422, "bad_order"),
        ({"numbers": "26112"}, 422, "bad_order"),
        ({"numbers": [1]}, 422, "bad_order"),
        ({"numbers": []}, 422, "nothing_ticked"),
        ({"numbers": ["26112999999999999999"]}, 404, "not_found"),
        ({"search": {"date_from": "2031-01-01"}}, 422, "nothing_found"),
        ({"search": {"date_from": "nonsense"}}, 400, None),
        ({"search": {"number": ["x"], "total": {}}}, 400, None),
    ],
)
def test_a_bad_order_is_refused_and_nothing_is_owed(post, invoices, body, status, code):
    refused = post(body)
    assert refused.status_code == status and code in (None, refused.json()["code"])
    assert not Export.objects.exists()


def test_too_many_are_told_with_a_part_that_fits(post, invoices, monkeypatch):
    monkeypatch.setattr(asking, "MOST", 2)
    refused = post({"search": {}})
    assert (refused.status_code, refused.json()["code"]) == (422, "too_many_results")
    assert "2026-10-04" in refused.json()["fields"]["search"]


def test_others_find_nothing(post, get, invoices, operator):
    url = post({"numbers": [invoices[0].slug]}).json()["url"]
    for other in (OperatorFactory(), OperatorFactory(taxpayer=operator.taxpayer, code="02")):
        assert (get(url, other).status_code, get(f"{url}file/", other).status_code) == (404, 404)
    stranger = world.issue(buyer=OperatorFactory().taxpayer)
    assert post({"numbers": [stranger.slug]}).status_code == 404
