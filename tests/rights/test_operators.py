"""The administrator keeps the operators of their own taxpayer; to everyone else there is no such page."""
import re

import pytest
from django.test import Client
from django.utils import timezone

from invoice_portal.accounts.models import Operator, Person
from invoice_portal.accounts.tokens import issue_token
from invoice_portal.history.models import Event
from tests.factories import PASSWORD, OperatorFactory
from tests.gateway.test_outbox_page import demo  # noqa: F401 (a fixture)

pytestmark = pytest.mark.django_db
NEW = {"operator": "03", "person_name": "李四", "phone": "138 0000 0003", "scopes": ["purchases"]}


def scopes(operator: Operator) -> tuple[bool, bool, bool]:
    operator.refresh_from_db()
    return operator.sees_purchases, operator.sees_sales, operator.may_apply


def events() -> list[tuple[str, str]]:
    written = Event.objects.filter(subject_type="operator").exclude(action="token_issued").order_by("id")
    return list(written.values_list("action", "actor__login"))


def test_account_leads_the_administrator_to_the_operators(page, administrator, buyer):
    assert "/account/operators/" in page(administrator).get("/account/").content.decode()
    listed = page(administrator).get("/account/operators/").content.decode()
    assert buyer.person.name in listed and administrator.person.name in listed
    assert "/account/operators/" not in page(buyer).get("/account/").content.decode()


def test_added_operator_sets_a_password_by_sms_and_sees_what_was_given(page, administrator, client, demo):  # noqa: F811
    response = page(administrator).post("/account/operators/new/", NEW, follow=True)
    assert "已添加操作员 03" in response.content.decode()
    added = Operator.objects.get(taxpayer=administrator.taxpayer, code="03")
    assert scopes(added) == (True, False, False)
    assert (added.person.name, added.person.phone, added.person.has_usable_password()) == ("李四", "13800000003", False)
    assert events() == [("opened", administrator.person.login)]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"operator": "02"}, "operator"),
        ({"operator": "!"}, "operator"),
        ({"operator": ""}, "operator"),
        ({"phone": "123"}, "phone"),
        ({"phone": ""}, "phone"),
        ({"person_name": "x" * 61}, "person_name"),
        ({"scopes": ["everything"]}, "scopes"),
    ],
)
def test_operator_with_a_fault_is_refused_by_its_field(page, administrator, buyer, change, field):
    response = page(administrator).post("/account/operators/new/", NEW | change)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert (Operator.objects.count(), Person.objects.count(), events()) == (2, 2, [])


def test_scopes_are_changed_and_hold_at_once_for_page_and_api(page, administrator, buyer):
    theirs, token = page(buyer), issue_token(operator=buyer)
    assert theirs.get("/").status_code == 200
    address = f"/account/operators/{buyer.pk}/"
    page(administrator).post(address, {"scopes": ["sales", "apply"]})
    assert scopes(buyer) == (False, True, True)
    assert events() == [("scopes_changed", administrator.person.login)]
    assert theirs.get("/applications/new/").status_code == 200
    asked = Client().post(
        "/api/v1/trace/", {"number": "26112000000000000001"}, content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )  # fmt: skip
    assert asked.status_code == 200


def test_unchanged_scopes_write_nothing(page, administrator, buyer):
    page(administrator).post(f"/account/operators/{buyer.pk}/", {"scopes": ["purchases"]})
    assert (scopes(buyer), events()) == ((True, False, False), [])


def test_ended_operator_is_out_at_once_with_session_and_token(page, administrator, buyer):
    theirs, token = page(buyer), issue_token(operator=buyer)
    address = f"/account/operators/{buyer.pk}/end/"
    assert "确定停用操作员 02" in page(administrator).get(address).content.decode()
    assert theirs.get("/").status_code == 200
    page(administrator).post(address, {"reason": "离职"})
    assert theirs.get("/")["Location"].startswith("/login/")
    assert Client().get("/api/v1/invoices/", headers={"Authorization": f"Bearer {token}"}).status_code == 401
    login = {"tax_id": buyer.taxpayer.tax_id, "operator": "02", "password": PASSWORD}
    assert "不正确" in Client().post("/login/", login).content.decode()
    assert Event.objects.get(action="ended").reason == "离职"
    assert page(administrator).post(address).status_code == 404


def test_administrator_neither_ends_nor_widens_themselves(page, administrator, buyer):
    before = scopes(administrator)
    for tail in ("", "end/"):
        browser, address = page(administrator), f"/account/operators/{administrator.pk}/{tail}"
        assert browser.get(address).status_code == browser.post(address, {"scopes": []}).status_code == 404
    administrator.refresh_from_db()
    assert (scopes(administrator), administrator.ended_at, events()) == (before, None, [])


def test_administrator_gives_only_what_they_have(page, administrator, buyer):
    Operator.objects.filter(pk=administrator.pk).update(sees_sales=False)
    browser = page(administrator)
    assert browser.post(f"/account/operators/{buyer.pk}/", {"scopes": ["sales"]}).status_code == 422
    assert browser.post("/account/operators/new/", NEW | {"scopes": ["sales"]}).status_code == 422
    assert (scopes(buyer), Operator.objects.count()) == ((True, False, False), 2)
    # What they could not give, they do not take away by not seeing it.
    Operator.objects.filter(pk=buyer.pk).update(sees_sales=True)
    browser.post(f"/account/operators/{buyer.pk}/", {"scopes": ["apply"]})
    assert scopes(buyer) == (False, True, True)


def test_next_operator_is_administrator_when_the_first_is_ended(page, administrator, buyer):
    assert page(buyer).get("/account/operators/").status_code == 404
    Operator.objects.filter(pk=administrator.pk).update(ended_at=timezone.now())
    assert page(buyer).get("/account/operators/").status_code == 200


def _addresses(operator: Operator) -> list[str]:
    return ["/account/operators/", "/account/operators/new/", f"/account/operators/{operator.pk}/",
            f"/account/operators/{operator.pk}/end/"]  # fmt: skip


def test_everyone_else_gets_the_404_of_an_address_that_is_none(page, administrator, buyer):
    stranger = OperatorFactory()
    colleague = OperatorFactory(taxpayer=administrator.taxpayer, code="09")
    before = Operator.objects.count()
    for browser, targets in (
        (page(buyer), _addresses(colleague)),
        (page(stranger), _addresses(buyer)[2:]),
        (page(buyer), _addresses(buyer)),
    ):
        nowhere = browser.get("/account/nowhere/")
        for address in targets:
            for response in (browser.get(address), browser.post(address, NEW)):
                assert response.status_code == 404, address
                assert _same(response) == _same(nowhere)
    assert (Operator.objects.count(), scopes(buyer), events()) == (before, (True, False, False), [])
    assert not Operator.objects.exclude(ended_at=None).exists()


def _same(response) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|name="next" value="[^"]*"', "", response.content.decode())


def test_without_login_leads_to_login(client, buyer):
    for address in _addresses(buyer):
        assert client.get(address)["Location"].startswith("/login/")


def test_ending_by_a_link_changes_nothing(page, administrator, buyer):
    page(administrator).get(f"/account/operators/{buyer.pk}/end/")
    buyer.refresh_from_db()
    assert buyer.ended_at is None


def test_operators_are_listed_by_pages_in_a_fixed_number_of_queries(page, administrator, django_assert_num_queries):
    browser = page(administrator)
    for n in range(45):
        OperatorFactory(taxpayer=administrator.taxpayer, code=f"A{n}")
        if n in (0, 2):
            with django_assert_num_queries(6):
                browser.get("/account/operators/")
    seen, address = [], "/account/operators/"
    while address:
        response = browser.get(address)
        seen += [row.pk for row in response.context["rows"]]
        cursor = response.context["next_cursor"]
        address = f"/account/operators/?cursor={cursor}" if cursor else None
    assert len(seen) == len(set(seen)) == 46
