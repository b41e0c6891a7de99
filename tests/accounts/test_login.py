"""Logging in with tax ID, operator code and password."""
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import hashers
from django.utils import timezone

from tests.factories import PASSWORD, OperatorFactory, PersonFactory, StaffFactory, TaxpayerFactory, tax_id
from tests.login import login_as


def who(client):
    client.post("/privacy/agree/")
    return client.get("/account/").context["operator"] if client.get("/account/").status_code == 200 else None


def test_login_right_password_enters_with_a_new_session_key(client, log_in, db):
    operator = OperatorFactory()
    client.get("/login/")
    session = client.session
    session["x"] = 1
    session.save()
    before = client.session.session_key
    response = log_in(operator)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert who(client) == operator
    assert client.session.session_key != before


def test_login_typed_sloppily_enters(log_in, client, db):
    operator = OperatorFactory(code="AB")
    spaced = " ".join(operator.taxpayer.tax_id.lower())
    assert log_in(spaced, operator="ａb ").status_code == 302
    assert who(client) == operator


def test_login_each_operator_of_an_enterprise_by_code(log_in, client, db):
    one = OperatorFactory(code="01")
    two = OperatorFactory(code="02", taxpayer=one.taxpayer)
    log_in(one, operator="02")
    assert who(client) == two


@pytest.fixture
def failures(db):
    """Every way to fail that must look and cost the same."""
    one = OperatorFactory(code="01")
    OperatorFactory(code="02", taxpayer=one.taxpayer)
    ended = OperatorFactory(ended_at=timezone.now())
    away = OperatorFactory(person=PersonFactory(is_active=False))
    unset = OperatorFactory()
    unset.person.set_unusable_password()
    unset.person.save()
    return {
        "unknown ID": (tax_id(990_001), "", PASSWORD),
        "no operators": (TaxpayerFactory().tax_id, "", PASSWORD),
        "wrong password": (OperatorFactory().taxpayer.tax_id, "", "wrong-password"),
        "ended operator": (ended.taxpayer.tax_id, "", PASSWORD),
        "inactive person": (away.taxpayer.tax_id, "", PASSWORD),
        "several, none named": (one.taxpayer.tax_id, "", PASSWORD),
        "no such operator": (one.taxpayer.tax_id, "09", PASSWORD),
        "no password yet": (unset.taxpayer.tax_id, "", PASSWORD),
    }


def test_login_every_failure_same_answer_and_one_argon2(failures, client, settings, monkeypatch):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    for ID, _code, _password in failures.values():
        for person in PersonFactory._meta.model.objects.filter(operators__taxpayer__tax_id=ID):
            if person.has_usable_password():
                person.set_password(PASSWORD)
                person.save()
    runs = []
    hasher = hashers.Argon2PasswordHasher
    for name in ("encode", "verify"):
        real = getattr(hasher, name)
        monkeypatch.setattr(hasher, name, lambda self, *a, _real=real, **kw: runs.append(1) or _real(self, *a, **kw))
    errors, statuses, costs = set(), set(), {}
    for name, (ID, code, password) in failures.items():
        AccessAttempt.objects.all().delete()
        runs.clear()
        response = client.post("/login/", {"tax_id": ID, "operator": code, "password": password})
        costs[name] = len(runs)
        statuses.add(response.status_code)
        errors.add(str(response.context["form"].errors))
        assert f'value="{ID}"' in response.content.decode()
    assert (len(errors), statuses, set(costs.values())) == (1, {200}, {1}), costs
    assert "操作员代码" in errors.pop()


def test_login_wrong_tax_id_names_the_character_before_anything_else(client, db, django_assert_num_queries):
    client.get("/login/")
    with django_assert_num_queries(0):
        response = client.post("/login/", {"tax_id": "9111O000600037341L", "operator": "01", "password": "x"})
    assert "第 5 位" in response.content.decode()
    assert not AccessAttempt.objects.exists()


@pytest.mark.parametrize("odd", ["\x00" * 18, "<script>" * 50, "٣" * 18, "\ud800", "😀" * 18])
def test_login_hostile_input_is_an_error_on_the_page(client, db, odd):
    data = {"tax_id": odd.encode("utf-8", "replace"), "operator": odd.encode("utf-8", "replace"), "password": "\x00"}
    assert client.post("/login/", data).status_code == 200


@pytest.mark.parametrize(
    ("wanted", "destination"),
    [("/invoices/?number=1", "/invoices/?number=1"), ("https://evil.example/", "/"), ("//evil.example", "/")],
)
def test_login_next_leads_only_to_our_own_pages(log_in, db, wanted, destination):
    assert log_in(OperatorFactory(), next=wanted)["Location"] == destination


def test_page_without_login_leads_there_and_back(client, db):
    assert client.get("/account/")["Location"] == "/login/?next=%2Faccount%2F"


def test_login_ten_failures_lock_the_account_and_say_until_when(log_in, client, db):
    operator = OperatorFactory()
    for _n in range(10):
        response = log_in(operator, password="wrong", operator="01")
    assert response.status_code == 429
    assert "分钟后再试" in response.content.decode() and 0 < int(response["Retry-After"]) <= 900
    client.defaults["REMOTE_ADDR"] = "10.9.9.9"
    assert log_in(operator, operator="01").status_code == 429
    assert who(client) is None
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert log_in(operator, operator="01").status_code == 302


def test_login_ten_failures_lock_the_address(log_in, db, client):
    for n in range(10):
        log_in(tax_id(880_000 + n), password="wrong")
    assert log_in(OperatorFactory()).status_code == 429
    client.defaults["REMOTE_ADDR"] = "10.9.9.8"
    assert log_in(OperatorFactory()).status_code == 302


def test_login_own_success_does_not_free_the_address(log_in, client, db):
    for n in range(9):
        log_in(tax_id(880_000 + n), password="wrong")
    log_in(OperatorFactory())
    client.post("/logout/")
    log_in(tax_id(880_100), password="wrong")
    assert log_in(OperatorFactory()).status_code == 429


def test_login_x_forwarded_for_cannot_change_the_address(log_in, client, db):
    for n in range(10):
        client.defaults["HTTP_X_FORWARDED_FOR"] = f"10.0.0.{n}"
        log_in(tax_id(880_000 + n), password="wrong")
    assert log_in(OperatorFactory()).status_code == 429


def test_logout_ends_the_session_and_needs_post(client, db):
    login_as(client, OperatorFactory())
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/").status_code == 302
    assert client.get("/account/").status_code == 302


def test_session_costs_one_query_for_person_operator_and_taxpayer(client, db, django_assert_num_queries):
    login_as(client, OperatorFactory())
    with django_assert_num_queries(2):  # session; person with operator and taxpayer
        assert client.get("/login/").status_code == 302


@pytest.mark.parametrize("change", [{"ended_at": timezone.now()}, {"verified_at": None}])
def test_session_of_an_operator_ended_or_unverified_is_nobody(client, db, change):
    operator = OperatorFactory()
    login_as(client, operator)
    for field, value in change.items():
        setattr(operator, field, value)
    operator.save()
    assert client.get("/account/").status_code == 302


def test_session_with_another_persons_operator_is_nobody(client, db):
    login_as(client, OperatorFactory())
    session = client.session
    session["operator_id"] = str(OperatorFactory().pk)
    session.save()
    assert client.get("/account/").status_code == 302


def test_staff_and_operators_cannot_use_each_others_door(client, log_in, db):
    operator, staff = OperatorFactory(), StaffFactory()
    response = client.post("/admin/login/", {"username": operator.person.login, "password": PASSWORD})
    assert response.status_code == 200 and "_auth_user_id" not in client.session
    as_operator = OperatorFactory(person=staff.person)
    assert log_in(as_operator).status_code == 200
    assert "_auth_user_id" not in client.session
    response = client.post("/admin/login/", {"username": staff.person.login, "password": PASSWORD})
    assert response.status_code == 302


def test_admin_login_too_many_failures_is_429(client, db):
    for _n in range(10):
        response = client.post("/admin/login/", {"username": "clerk", "password": "wrong"})
    assert response.status_code == 429 and response["Retry-After"]


def test_language_choice_is_kept_for_the_next_browser(client, db, log_in):
    operator = OperatorFactory()
    login_as(client, operator)
    assert client.post("/i18n/setlang/", {"language": "en", "next": "/account/"})["Location"] == "/account/"
    client.cookies.clear()
    assert log_in(operator).cookies["django_language"].value == "en"
