"""Causes that a record or an arrival explains, as a program sees them: one question, the answer that matters."""
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from lookup.document import Party
from tests.factories import OperatorFactory, TaxpayerFactory
from tests.lookup.world import issue

from .conftest import covered
from .world import free_number, made_out_to, mark, other_digit, quarantined

pytestmark = pytest.mark.django_db


def test_visible_invoice_is_found(ask, operator):
    invoice = issue(buyer=operator.taxpayer)
    answer = ask(number=invoice.number, date="2026-10-12", total="106")
    assert (answer["cause"], answer["next"]["action"]) == ("FOUND", "open")
    assert answer["next"]["url"] == f"/invoices/{invoice.number}/"
    assert answer["invoice"]["number"] == invoice.number
    assert answer["also"] == []
    assert {check["result"] for check in answer["checks"] if check["rule"] == "records"} == {"pass"}


def test_partly_reversed_invoice_is_found_with_a_warning(ask, operator):
    invoice = mark(issue(buyer=operator.taxpayer), validity="PARTLY_REVERSED", reversed_by="26112000000000000077")
    answer = ask(number=invoice.number)
    assert answer["cause"] == "FOUND"
    assert "26112000000000000077" in answer["explanation"]


@pytest.mark.parametrize("validity", ["VOIDED", "REVERSED"])
def test_invoice_no_longer_valid_leads_to_its_replacement(ask, operator, validity):
    invoice, new = issue(buyer=operator.taxpayer), issue(buyer=operator.taxpayer)
    mark(invoice, validity=validity, validity_at=timezone.now(), reversed_by="26112000000000000077",
         replaced_by=new.number)  # fmt: skip
    answer = ask(number=invoice.number)
    assert answer["cause"] == validity
    assert answer["next"] == answer["next"] | {"action": "open", "url": f"/invoices/{new.number}/"}


def test_voided_invoice_whose_replacement_is_not_theirs_leads_to_itself(ask, operator):
    invoice, strange = issue(buyer=operator.taxpayer), issue(buyer=TaxpayerFactory())
    mark(invoice, validity="VOIDED", replaced_by=strange.number)
    assert ask(number=invoice.number)["next"]["url"] == f"/invoices/{invoice.number}/"


def test_record_in_conflict_is_abnormal_and_names_the_fields(ask, operator):
    invoice = mark(issue(buyer=operator.taxpayer), conflict="DUPLICATE_DIFFERS", conflict_detail={"fields": ["total"]})
    answer = ask(number=invoice.number)
    assert (answer["cause"], answer["next"]["action"], answer["owner"]) == ("ABNORMAL", "apply", "you")
    assert "价税合计" in answer["explanation"]
    assert answer["next"]["url"].startswith(f"/applications/new/?kind=REUPLOAD&number={invoice.number}")


@pytest.mark.parametrize(
    ("asked", "hidden_by"),
    [
        ({"date": "2026-10-13"}, ["date"]),
        ({"date_from": "2026-10-13"}, ["date_from"]),
        ({"date_to": "2026-10-11", "side": "sales"}, ["date_to", "side"]),
        ({"total": "106.01"}, ["total"]),
        ({"seller": "别的公司"}, ["seller"]),
        ({"title": "别的抬头"}, ["title"]),
        ({"category": "personal"}, ["category"]),
        ({"status": "VOIDED"}, ["status"]),
    ],
)
def test_what_excludes_a_visible_invoice_is_named(ask, operator, asked, hidden_by):
    invoice = issue(buyer=operator.taxpayer)
    answer = ask(number=invoice.number, **asked)
    assert (answer["cause"], answer["hidden_by"]) == ("HIDDEN_BY_FILTER", hidden_by)
    assert answer["next"]["action"] == "search_again"
    assert f"number={invoice.number}" in answer["next"]["url"]
    assert not any(f"{name}=" in answer["next"]["url"] for name in hidden_by)


def test_api_token_never_looks_into_the_persons_other_taxpayers(ask, operator):
    covered("BJ01", "11", ("2026-01-01", "2026-11-20"))
    other = OperatorFactory(person=operator.person)
    invoice = issue(buyer=other.taxpayer)
    answer = ask(number=invoice.number)
    assert answer["cause"] == "NEVER_SEEN"
    assert invoice.number not in str(answer["evidence"])


def test_invoice_of_a_side_out_of_scope_names_who_may_grant_it(ask, operator):
    narrow = OperatorFactory(taxpayer=operator.taxpayer, code="02", sees_sales=False)
    invoice = issue(buyer=TaxpayerFactory(), seller=operator.taxpayer)
    answer = ask(narrow, number=invoice.number)
    assert (answer["cause"], answer["next"]["action"]) == ("NO_PERMISSION", "ask_administrator")
    assert operator.person.name in answer["explanation"]
    assert answer["invoice"] is None


def test_quarantined_entry_is_told_to_whom_it_names_and_to_no_stranger(ask, operator):
    source = covered("BJ01", "11", ("2026-01-01", "2026-11-20"))
    number = free_number()
    quarantined(source, number=number, buyer=operator.taxpayer.tax_id, total="500.00")
    answer = ask(number=number)
    assert (answer["cause"], answer["next"]["action"]) == ("QUARANTINED", "apply")
    assert "价税合计" in answer["explanation"]
    assert {"label": "来源", "value": "来源 BJ01"} in answer["evidence"]
    assert ask(OperatorFactory(), number=number)["cause"] == "NEVER_SEEN"


def test_quarantined_entry_is_told_to_who_holds_it(ask):
    source = covered("BJ01", "11", ("2026-01-01", "2026-11-20"))
    number = free_number()
    quarantined(source, number=number, issue_date="2026-10-12", total="500.00")
    holder = OperatorFactory()
    assert ask(holder, number=number, date="2026-10-12", total="500")["cause"] == "QUARANTINED"
    assert ask(holder, number=number, date="2026-10-12", total="501")["cause"] == "NEVER_SEEN"


def test_quarantined_entry_is_told_to_the_enterprise_whose_very_name_it_prints(ask, operator):
    source = covered("BJ01", "11", ("2026-01-01", "2026-11-20"))
    number = free_number()
    quarantined(source, number=number, buyer="911100001234567890", buyer_name=operator.taxpayer.name)
    assert ask(number=number)["cause"] == "QUARANTINED"


def test_invoice_with_their_name_and_no_tax_id_has_the_wrong_title(ask, operator):
    invoice = made_out_to(Party(None, operator.taxpayer.name))
    answer = ask(number=invoice.number)
    assert answer["cause"] == "WRONG_TITLE"
    assert "没有识别号" in answer["explanation"]


def test_invoice_of_a_former_name_has_the_wrong_title(ask, operator):
    operator.taxpayer.former_names.create(name="北京旧名有限公司", name_key="北京旧名有限公司")
    invoice = made_out_to(Party(None, "北京旧名有限公司"))
    answer = ask(number=invoice.number)
    assert answer["cause"] == "WRONG_TITLE"
    assert "曾用名" in answer["explanation"]


def test_wrong_title_is_told_only_to_who_holds_the_invoice(ask, operator):
    covered("BJ01", "11", ("2026-01-01", "2026-11-20"))
    stranger = TaxpayerFactory()
    invoice = issue(buyer=stranger)
    held = {"number": invoice.number, "date": "2026-10-12", "total": "106.00"}
    answer = ask(**held)
    assert answer["cause"] == "WRONG_TITLE"
    assert stranger.name not in str(answer)
    assert stranger.tax_id not in str(answer)
    for wrong in ({"total": "106.01"}, {"date": "2026-10-11"}):
        assert ask(**held | wrong)["cause"] == "NEVER_SEEN"


def test_one_digit_wrong_suggests_theirs_and_never_a_strangers(ask, operator):
    covered("BJ01", "11", ("2026-01-01", "2026-11-20"))
    invoice, strange = issue(buyer=operator.taxpayer), issue(buyer=TaxpayerFactory())
    answer = ask(number=other_digit(invoice.number, 8))
    assert (answer["cause"], answer["suggestion"]) == ("NEAR_MISS", invoice.number)
    assert answer["next"]["action"] == "fix_number"
    assert ask(number=other_digit(strange.number, 8))["cause"] == "NEVER_SEEN"


def test_near_miss_that_something_else_contradicts_is_none(ask, operator):
    covered("BJ01", "11", ("2026-01-01", "2026-11-20"))
    invoice = issue(buyer=operator.taxpayer)
    assert ask(number=other_digit(invoice.number, 8), total="999.00")["cause"] == "NEVER_SEEN"


def test_day_and_month_swapped_suggest_the_invoice(ask, operator):
    invoice = issue(buyer=operator.taxpayer, day=date(2026, 3, 9))
    answer = ask(date="2026-09-03", total="106.00")
    assert (answer["cause"], answer["suggestion"]) == ("NEAR_MISS", invoice.number)
    assert answer["next"]["action"] == "fix_date"


def test_amount_is_compared_to_the_cent(ask, operator):
    invoice = issue(buyer=operator.taxpayer)
    assert invoice.total == Decimal("106.00")
    assert ask(number=invoice.number, total=" ￥１０６．０ ")["cause"] == "FOUND"


def test_without_a_number_date_total_and_names_find_it(ask, operator):
    invoice = issue(buyer=operator.taxpayer)
    answer = ask(date="2026-10-12", total="106.00", seller=invoice.seller.name[2:6])
    assert (answer["cause"], answer["invoice"]["number"]) == ("FOUND", invoice.number)
