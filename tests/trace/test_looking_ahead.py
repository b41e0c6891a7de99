"""Many questions looked up at once get the answers that each gets alone, and rows that are found cost no query."""
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lookup.document import Party
from lookup.models import Announcement
from lookup.trace.asking import answer
from lookup.trace.form import question_of
from lookup.trace.gathering.asker import asker_of
from lookup.trace.gathering.looking_ahead import looking_ahead
from resubmission.drafting import begin
from tests.factories import OperatorFactory, TaxpayerFactory
from tests.intake.documents import document
from tests.lookup.world import issue

from .conftest import covered
from .world import free_number, made_out_to, mark, other_digit, quarantined

pytestmark = pytest.mark.django_db


def mixed(operator) -> list[dict]:
    """Questions of every kind that a ledger may hold."""
    me = operator.taxpayer
    source = covered("BJ01", "11", ("2026-01-01", "2026-11-20"))
    found = issue(buyer=me)
    Announcement.objects.create(
        source=source, batch=source.batches.get(), number=free_number(25), seller_tax_id=me.tax_id
    )
    applied = f"26112{7:015d}"
    begin(operator, kind="SUPPLEMENT", claimed={"number": applied})
    old = {"code": "011001900111", "number": "12345678"}
    issue(buyer=me, **old)
    numbers = [
        found.number,
        mark(issue(buyer=me), validity="VOIDED", validity_at=timezone.now(), replaced_by=found.number).number,
        mark(issue(seller=me, buyer=TaxpayerFactory()), conflict="REPORTED").number,
        issue(buyer=TaxpayerFactory()).number,
        issue(buyer=OperatorFactory(person=operator.person).taxpayer).number,
        made_out_to(Party(None, me.name)).number,
        other_digit(found.number, 9),
        found.number[:-1],
        found.number[-8:],
        quarantined(source, number=free_number(24), buyer=me.tax_id).number,
        quarantined(source, number=free_number(23), issue_date="2026-10-12", total="106.00").number,
        free_number(25),
        applied,
        free_number(26),
        "2611",
        "26O12000000000001000",
        "99112000000000001000",
        "01100190011112345678",
    ]
    asked = [{"number": number} for number in numbers] + [old, {"code": old["code"], "number": "12345687"}]
    return [
        one | more for one in asked for more in ({}, {"date": "2026-10-12", "total": "106"}, {"date": "2026-11-23"})
    ] + [{"date": "2026-10-12", "total": "106"}, {"date": "2026-12-10", "total": "106"}]


def told(asker, question) -> dict:
    """The answer without its moment."""
    _verdict, kept = answer(asker, question)
    return kept | {"checks": [check | {"as_of": ""} for check in kept["checks"]]}


@pytest.mark.parametrize("scopes", [{}, {"sees_sales": False}, {"sees_purchases": False}])
def test_many_at_once_are_answered_as_each_alone(scopes):
    operator = OperatorFactory(**scopes)
    questions = [question_of(one) for one in mixed(operator)]
    asker = asker_of(operator)
    knowing = looking_ahead(asker, questions)
    alone = [told(asker, question) for question in questions]
    assert [told(knowing, question) for question in questions] == alone
    assert len({one["cause"] for one in alone}) >= 9


def test_rows_that_are_found_cost_no_query_each(operator):
    counts = []
    for sequence in (1, 4):
        found = [question_of({"number": issue(buyer=operator.taxpayer).number}) for _row in range(sequence)]
        with CaptureQueriesContext(connection) as captured:
            asker = looking_ahead(asker_of(operator), found)
            causes = [answer(asker, question)[0].cause for question in found]
        counts.append(len(captured))
        assert set(causes) == {"FOUND"}
    assert counts[0] == counts[1]


def test_large_sellers_slip_is_found_among_all_its_neighbours(operator):
    from lookup.records import accept

    mine = Party(operator.taxpayer.tax_id, operator.taxpayer.name)
    for sequence in [*range(500_000, 500_064), 710_000]:
        accept(document(sequence, seller=mine))
    question = question_of({"number": f"26112{701_000:015d}"})
    asker = asker_of(operator)
    for one in (asker, looking_ahead(asker, [question])):
        verdict, _kept = answer(one, question)
        assert (verdict.cause, verdict.params["suggestion"]) == ("NEAR_MISS", f"26112{710_000:015d}")
