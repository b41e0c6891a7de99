"""Nobody sees a stranger's invoice, nor that it exists."""

import re

import pytest

from invoice_portal.accounts.models import Operator
from tests.factories import TaxpayerFactory
from tests.login import login_as

from .world import issue

PAGES = ["/invoices/{}/", "/invoices/{}/original/", "/invoices/{}/pdf/"]


def same(response, slug: str) -> str:
    """What was answered, but for what was typed and the token against forgery."""
    body = response.content.decode().replace(slug, "NUMBER")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body)


@pytest.mark.parametrize("address", PAGES)
def test_strangers_invoice_answers_as_one_that_does_not_exist(page, address):
    stranger = issue(buyer=TaxpayerFactory())
    nowhere = "26112999999999999999"
    there, not_there = page(address.format(stranger.slug)), page(address.format(nowhere))
    assert there.status_code == not_there.status_code == 404
    assert same(there, stranger.slug) == same(not_there, nowhere)
    assert {**there.headers} | {"Content-Length": 0} == {**not_there.headers} | {"Content-Length": 0}


def test_strangers_invoice_is_in_no_list(page, me):
    mine = issue(buyer=me)
    # Far from their own numbers: one a slip away would be offered instead.
    stranger = issue(buyer=TaxpayerFactory(), number="26112555000111222333")
    for address in ("/", "/invoices/", f"/invoices/?number={stranger.number}"):
        body = page(address).content.decode()
        assert f"/invoices/{stranger.slug}/" not in body
        assert (f"/invoices/{mine.slug}/" in body) == ("number" not in address)


@pytest.mark.parametrize("scope", ["sees_purchases", "sees_sales"])
def test_operator_sees_only_the_sides_of_the_scopes(client, operator, me, scope):
    bought, sold, to_self = issue(buyer=me), issue(buyer=TaxpayerFactory(), seller=me), issue(buyer=me, seller=me)
    Operator.objects.update(**{"sees_purchases": False, "sees_sales": False, scope: True})
    seen, hidden = (bought, sold) if scope == "sees_purchases" else (sold, bought)
    page = login_as(client, operator).get
    body = page("/invoices/").content.decode()
    assert [f"/invoices/{invoice.slug}/" in body for invoice in (seen, to_self, hidden)] == [True, True, False]
    codes = [page(f"/invoices/{invoice.slug}/").status_code for invoice in (seen, to_self, hidden)]
    assert codes == [200, 200, 404]


@pytest.mark.parametrize("address", ["/", "/invoices/", "/invoices/26112000000000000001/"])
def test_page_without_login_leads_to_the_login(client, db, address):
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/login/")


@pytest.mark.parametrize("slug", ["x", "%00", "1-2-3", "' OR 1=1", "９", "a" * 500])
def test_odd_address_is_not_found(page, slug):
    assert page(f"/invoices/{slug}/").status_code == 404
