"""What strangers hold gives, byte for byte, the answer for what never was, and costs the same queries."""
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lookup.models import Announcement
from lookup.trace.asking import answer
from lookup.trace.form import question_of
from lookup.trace.gathering.asker import asker_of
from tests.factories import OperatorFactory, TaxpayerFactory
from tests.lookup.world import issue

from .conftest import covered
from .world import mark, quarantined

pytestmark = pytest.mark.django_db
UNKNOWN = "26112777000111222333"


def a_record(stranger):
    return issue(buyer=stranger).number


def a_voided_record(stranger):
    return mark(issue(buyer=stranger), validity="VOIDED", validity_reason="x").number


def a_record_in_conflict(stranger):
    return mark(issue(buyer=stranger), conflict="REPORTED").number


def a_quarantined_entry(stranger):
    source = covered("BJ02", "11", ("2026-01-01", "2026-11-20"))
    return quarantined(source, number="26112555000111222333", buyer=stranger.tax_id, total="9.00").number


def an_announcement(stranger):
    source = covered("BJ02", "11", ("2026-01-01", "2026-11-20"))
    number = "26112555000111222333"
    Announcement.objects.create(
        source=source, batch=source.batches.get(), number=number, buyer_tax_id=stranger.tax_id
    )  # fmt: skip
    return number


HELD = [a_record, a_voided_record, a_record_in_conflict, a_quarantined_entry, an_announcement]
ASKED = [{}, {"date": "2026-10-12"}, {"date": "2026-10-12", "total": "7.77"}, {"side": "purchases", "total": "1"}]


def same_for_all(text: str, number: str) -> str:
    """Leave out what is of the question or of the moment: the number typed, ids, times of asking."""
    text = text.replace(number, "NUMBER")
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID", text)
    return re.sub(r'"as_of": "[^"]+"', '"as_of": ""', text)


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: "+".join(asked) or "number")
@pytest.mark.parametrize("hold", HELD)
def test_strangers_invoice_answers_as_one_that_never_was(ask, hold, asked):
    covered("BJ01", "11", ("2026-01-01", "2026-11-20"))
    number = hold(TaxpayerFactory())
    theirs, never = ask(number=number, **asked), ask(number=UNKNOWN, **asked)
    assert never["cause"] == "NEVER_SEEN"
    assert same_for_all(json.dumps(theirs), number) == same_for_all(json.dumps(never), UNKNOWN)


@pytest.mark.parametrize("hold", HELD)
def test_strangers_invoice_costs_the_queries_of_one_that_never_was(operator, hold):
    covered("BJ01", "11", ("2026-01-01", "2026-11-20"))
    number = hold(TaxpayerFactory())
    asked = []
    for one in (number, UNKNOWN):
        asker = asker_of(operator)
        with CaptureQueriesContext(connection) as captured:
            answer(asker, question_of({"number": one, "date": "2026-10-12", "total": "7.77"}))
        asked.append([re.sub(r"'[^']*'|\d+", "?", query["sql"])[:200] for query in captured])
    assert asked[0] == asked[1]


def test_number_of_queries_does_not_grow_with_what_the_asker_has(operator):
    covered("BJ01", "11", ("2026-01-01", "2026-11-20"))
    counts = []
    for _more in range(2):
        for _row in range(3):
            issue(buyer=operator.taxpayer)
        asker = asker_of(operator)
        with CaptureQueriesContext(connection) as captured:
            answer(asker, question_of({"number": UNKNOWN, "date": "2026-10-12"}))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_person_who_acts_for_both_is_told_where_it_is_on_the_page_only(client, operator):
    from tests.login import login_as

    other = OperatorFactory(person=operator.person)
    invoice = issue(buyer=other.taxpayer)
    page = login_as(client, operator).post("/trace/", {"number": invoice.number}, follow=True).content.decode()
    assert "在您代表的另一户名下" in page
    assert f'value="{other.pk}"' in page
