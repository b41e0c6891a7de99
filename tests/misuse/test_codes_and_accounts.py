"""Trying codes, accounts and tokens one after the other, from one address: whatever is tried, right ones go through."""
from urllib.parse import quote

import pytest
from django.test import Client

from invoice_portal.accounts.models import Authenticator, Misuse
from invoice_portal.accounts.tokens import issue_token
from tests.factories import PASSWORD, OperatorFactory, StaffFactory, tax_id

from .conftest import FREE, wait_out


def log_in(client, who: str, password: str = "wrong-password"):
    return client.post("/login/", {"tax_id": who, "operator": "01", "password": password})


def reset(client, at: int):
    return client.post("/login/reset/", {"tax_id": tax_id(900 + at), "operator": "01"})


def at_desk(client, at: int):
    return client.post("/admin/login/", {"username": f"somebody{at}", "password": "wrong-password"})


def verify(client, at: int):
    return client.get("/verify/", {"code": f"ABCD-EFGH-JKMN-PQ{at:02d}"})


def follow(client, at: int):
    return client.post("/feedback/follow/", {"reference": f"TS2026{at:06d}", "code": "ABCD-EFGH-JKMN-PQRS"})


def api_token(client, at: int):
    return client.get("/api/v1/invoices/", headers={"Authorization": f"Bearer nobodys-token-{at}"})


def feed_token(client, at: int):
    return client.post("/api/v1/feeds/", headers={"Authorization": f"Bearer nobodys-token-{at}"})


WAYS = {
    "login": ("ACCOUNTS", lambda client, at: log_in(client, tax_id(900 + at))),
    "reset": ("ACCOUNTS", reset),
    "desk": ("ACCOUNTS", at_desk),
    "API": ("ACCOUNTS", api_token),
    "feeds": ("ACCOUNTS", feed_token),
    "papers": ("CODES", verify),
    "complaints": ("CODES", follow),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_address_waits_after_so_many_and_supervisors_see_what_was_tried(way):
    kind, try_once = WAYS[way]
    statuses = [try_once(Client(), at).status_code for at in range(FREE + 1)]
    assert 429 not in statuses and not any(status >= 500 for status in statuses), statuses
    held = try_once(Client(), 50)
    assert held.status_code == 429 and held["Retry-After"] == "60"
    row = Misuse.objects.get()
    assert (row.kind, row.source, row.key, len(row.tried)) == (kind, "ADDRESS", "127.0.0.1", FREE + 1)
    assert "PQRS" not in str(row.tried) and "PQ0" not in str(row.tried) and "wrong-password" not in str(row.tried)
    assert "nobodys-token" not in str(row.tried)
    assert try_once(Client(REMOTE_ADDR="192.0.2.7"), 51).status_code != 429
    wait_out()
    assert try_once(Client(), 52).status_code != 429


@pytest.mark.parametrize("code", ["\0\0\0", "😀" * 5000, "<script>", "a\nb", " "])
def test_whatever_is_tried_is_counted_and_kept_as_text(code):
    for at in range(FREE + 2):
        form = {"reference": f"{code}{at}", "code": f"{code}{at}"}
        assert Client().post("/feedback/follow/", form).status_code in (302, 422, 429)
        assert Client().get(f"/verify/?code={quote(code)}{at}").status_code in (200, 429)
        assert at_desk(Client(), at).status_code in (200, 429)
    assert all(text.isprintable() and len(text) <= 80 for row in Misuse.objects.all() for text in row.tried)


def test_the_right_password_is_not_told_to_who_is_held_back():
    operator = OperatorFactory()
    for at in range(FREE + 1):
        log_in(Client(), tax_id(900 + at))
    client = Client()
    assert log_in(client, operator.taxpayer.tax_id, PASSWORD).status_code == 429
    assert "operator_id" not in client.session
    assert log_in(Client(REMOTE_ADDR="192.0.2.7"), operator.taxpayer.tax_id, PASSWORD).status_code == 302


def test_a_good_token_works_beside_those_that_guess():
    token = issue_token(operator=OperatorFactory())
    for at in range(FREE + 2):
        last = api_token(Client(), at)
    assert last.status_code == 429 and last.json()["code"] == "held_back"
    good = Client().get("/api/v1/invoices/", headers={"Authorization": f"Bearer {token}"})
    assert good.status_code == 200


def test_whether_an_account_exists_makes_no_difference():
    def tried(names):
        client = Client(REMOTE_ADDR=f"10.1.0.{len(seen)}")
        return [log_in(client, name).status_code for name in names]

    seen = []
    seen.append(tried([OperatorFactory().taxpayer.tax_id for _each in range(FREE + 2)]))
    seen.append(tried([tax_id(900 + at) for at in range(FREE + 2)]))
    assert seen[0] == seen[1] and seen[0][-1] == 429


def test_wrong_sms_codes_count_for_the_address_and_expired_ones_do_not(monkeypatch):
    monkeypatch.setattr("invoice_portal.accounts.views.code.send_code", lambda **_asked: None)
    for _each in range(FREE + 2):
        operator, client = OperatorFactory(verified_at=None), Client()
        log_in(client, operator.taxpayer.tax_id, PASSWORD)
        client.post("/login/code/", {"code": "000000"})
    assert not Misuse.objects.exists(), "there was no code that could have been guessed"


def test_staffs_second_factor_counts(client):
    staff = StaffFactory()
    client.post("/admin/login/", {"username": staff.person.login, "password": PASSWORD})
    client.get("/admin/login/enrol/")
    Authenticator.objects.create(user=staff.person, confirmed=True)
    for _each in range(FREE + 1):
        Authenticator.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
        assert client.post("/admin/login/code/", {"code": "000000"}).status_code == 200
    assert client.post("/admin/login/code/", {"code": "000000"}).status_code == 429
    assert Misuse.objects.get().tried == [staff.person.login] * (FREE + 1)
