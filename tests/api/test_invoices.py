"""GET /api/v1/invoices/: the page's rules, as JSON."""

import pytest

from invoice_portal.accounts.tokens import issue_token
from tests.factories import OperatorFactory, TaxpayerFactory
from tests.lookup.world import issue


@pytest.fixture
def operator(db):
    return OperatorFactory()


@pytest.fixture
def get(client, operator):
    token = issue_token(operator=operator)
    return lambda path, query=None: client.get(f"/api/v1/{path}", query, headers={"Authorization": f"Bearer {token}"})


def test_list_gives_what_a_page_shows(get, operator):
    invoice = issue(buyer=operator.taxpayer)
    issue(buyer=TaxpayerFactory())
    assert get("invoices/", {"number": f" {invoice.number} "}).json() == {
        "results": [
            {
                "number": invoice.number,
                "code": None,
                "kind": "82",
                "issue_date": "2026-10-12",
                "seller_tax_id": invoice.seller.tax_id,
                "seller_name": invoice.seller.name,
                "buyer_tax_id": operator.taxpayer.tax_id,
                "buyer_name": operator.taxpayer.name,
                "amount": "100.00",
                "tax": "6.00",
                "total": "106.00",
                "validity": "NORMAL",
                "status": "ISSUED",
                "side": "purchases",
                "category": "enterprise",
                "downloaded": False,
                "url": f"/api/v1/invoices/{invoice.slug}/",
                "pdf_url": f"/api/v1/invoices/{invoice.slug}/pdf/",
            }
        ],
        "next": None,
    }


def test_next_is_the_cursor_of_the_next_page(get, operator):
    made = [issue(buyer=operator.taxpayer).number for _ in range(23)]
    first = get("invoices/").json()
    second = get("invoices/", {"cursor": first["next"]}).json()
    assert [row["number"] for row in first["results"] + second["results"]] == made[::-1]
    assert second["next"] is None


def test_detail_gives_lines_and_remark(get, operator):
    invoice = issue(buyer=operator.taxpayer, remark="备注一")
    found = get(f"invoices/{invoice.slug}/").json()
    assert found["remark"] == "备注一"
    assert [line["name"] for line in found["lines"]] == ["*餐饮服务*餐费"]
    assert found["conflict"] is None


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"date_from": "2026-13-40"}, "date_from"),
        ({"date_from": "2026-11-02", "date_to": "2026-11-01"}, "date_to"),
        ({"side": "both"}, "side"),
        ({"number": "\0"}, "number"),
        ({"cursor": "made-up"}, "cursor"),
    ],
)
def test_bad_criterion_is_named(get, query, field):
    response = get("invoices/", query)
    assert response.status_code == 400
    assert set(response.json()) == {"code", "detail", "fields"}
    assert list(response.json()["fields"]) == [field]


def test_strangers_invoice_answers_as_one_that_does_not_exist(get):
    stranger = issue(buyer=TaxpayerFactory())
    there, not_there = get(f"invoices/{stranger.slug}/"), get("invoices/26112999999999999999/")
    assert there.status_code == not_there.status_code == 404
    assert there.content == not_there.content


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}])
def test_request_without_a_token_is_refused(client, db, headers):
    response = client.get("/api/v1/invoices/", headers=headers)
    assert response.status_code == 401
    assert set(response.json()) == {"code", "detail", "fields"}


def test_schema_describes_the_invoices(client, db):
    body = client.get("/api/schema/?format=json").content.decode()
    assert "/api/v1/invoices/{slug}/" in body


def test_list_asks_the_same_number_of_queries_for_one_and_three_rows(get, operator, django_assert_max_num_queries):
    counts = []
    get("invoices/")
    for rows in (1, 2):
        for _ in range(rows):
            issue(buyer=operator.taxpayer)
        with django_assert_max_num_queries(20) as asked:
            get("invoices/")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 4
