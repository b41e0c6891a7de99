"""A one-slip change of a number is always found again, and two slips never are."""
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lookup.number import clean_number
from lookup.trace.asking import answer
from lookup.trace.form import question_of
from lookup.trace.gathering.asker import asker_of
from lookup.trace.slips import letters_read, one_slip, variants
from tests.lookup.world import issue

DIGITAL = st.integers(0, 10**15 - 1).map(lambda n: f"26112{n:015d}")
SLIPS = st.sampled_from(["wrong", "missing", "extra", "swapped"])


def slipped(number: str, slip: str, at: int, digit: str) -> str:
    if slip == "wrong":
        return number[:at] + digit + number[at + 1 :]
    if slip == "missing":
        return number[:at] + number[at + 1 :]
    if slip == "extra":
        return number[:at] + digit + number[at:]
    return number[:at] + number[at + 1 : at + 2] + number[at : at + 1] + number[at + 2 :]


@given(DIGITAL, SLIPS, st.integers(0, 19), st.sampled_from("0123456789"))
def test_what_was_meant_is_among_the_variants_of_what_was_typed(number, slip, at, digit):
    typed = slipped(number, slip, at, digit)
    assert typed == number or number in variants(typed, 20)
    assert typed == number or one_slip(typed, number)


@given(DIGITAL)
def test_a_number_has_some_four_hundred_variants_not_more(number):
    assert len(variants(number, 20)) <= 200
    assert sum(len(variants(number[:19], 20)) for _once in range(1)) <= 201


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("26112OOO000000000001", "26112000000000000001"), ("2611200000000000000l", "26112000000000000001"),
     ("261l2000000000000S01", "26112000000000000501")],
)  # fmt: skip
def test_letters_are_read_as_the_digits_they_look_like(typed, meant):
    assert letters_read(clean_number(typed)) == meant


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SLIPS, st.integers(4, 19), st.sampled_from("0123456789"))
def test_slip_of_a_known_number_is_always_found(operator, slip, at, digit):
    invoice = _one(operator)
    typed = slipped(invoice.number, slip, at, digit)
    verdict, _kept = answer(asker_of(operator), question_of({"number": typed}))
    expected = "FOUND" if typed == invoice.number else "NEAR_MISS"
    assert (verdict.cause, verdict.params.get("suggestion", invoice.number)) == (expected, invoice.number)


def _one(operator):
    from lookup.models import Invoice

    return Invoice.objects.filter(buyer=operator.taxpayer).first() or issue(buyer=operator.taxpayer)


OLD = {"number": "07009901", "code": "011002000111", "total": Decimal("106.00")}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "cause"),
    [
        ({"number": "01100200011107009901"}, "FOUND"),
        ({"number": "011002000111 07009901"}, "FOUND"),
        ({"number": "07009901", "code": "011002000111"}, "FOUND"),
        ({"number": "1107009901", "code": "0110020001"}, "FOUND"),
        ({"number": "07009901"}, "FOUND"),
        ({"number": "07009902", "code": "011002000111"}, "NEAR_MISS"),
        ({"number": "07009901", "code": "011002000112"}, "NEAR_MISS"),
        ({"number": "0110020001110700990"}, "NEAR_MISS"),
        ({"number": "O7OO99O1", "code": "011002000111"}, "NEAR_MISS"),
    ],
)
def test_older_numbers_however_they_are_split(operator, asked, cause):
    issue(buyer=operator.taxpayer, day=date(2020, 11, 12), kind="10", **OLD)
    verdict, _kept = answer(asker_of(operator), question_of(asked))
    whole = "011002000111-07009901"
    assert (verdict.cause, verdict.params.get("suggestion", whole)) == (cause, whole)


@pytest.mark.django_db
def test_last_eight_digits_suggest_the_whole_number(operator):
    invoice = issue(buyer=operator.taxpayer)
    verdict, _kept = answer(asker_of(operator), question_of({"number": invoice.number[-8:]}))
    assert (verdict.cause, verdict.params["slip"]) == ("NEAR_MISS", "tail")


@pytest.mark.django_db
@pytest.mark.parametrize(("asked", "slip"), [("2026-09-03", "day_month"), ("2025-03-09", "year")])
def test_date_a_slip_away_suggests_the_invoice(operator, asked, slip):
    invoice = issue(buyer=operator.taxpayer, day=date(2026, 3, 9))
    verdict, _kept = answer(asker_of(operator), question_of({"date": asked, "total": "106", "seller": "示例"}))
    assert (verdict.params["suggestion"], verdict.params["slip"]) == (invoice.number, slip)
