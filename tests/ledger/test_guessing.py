"""A ledger is no way to guess what strangers' invoices say: it counts with the single question."""
import pytest
from django.core.cache import cache

from lookup.models import Trace
from lookup.trace.pace import GUESSES
from tests.factories import TaxpayerFactory
from tests.lookup.world import issue
from tests.trace.conftest import covered
from tests.trace.world import free_number

from .tables import csv

pytestmark = pytest.mark.django_db
HEADER = ["发票号码", "开票日期", "价税合计"]


@pytest.fixture(autouse=True)
def _uncounted():
    cache.clear()


def guesses(number: str, right: str) -> list[list[str]]:
    """So many wrong totals that the right one is one too many."""
    return [[number, "2026-10-12", f"{at}.00"] for at in range(1, GUESSES + 1)] + [[number, "2026-10-12", right]]


def outcome(run) -> list[tuple]:
    return list(run.rows.order_by("row_number").values_list("cause", "problem"))


def test_right_total_after_many_wrong_ones_says_nothing_whoever_has_the_number(trace):
    covered("BJ01", "11", ("2026-01-01", "2026-11-20"))
    strangers = issue(buyer=TaxpayerFactory())
    held, free = (trace(csv(HEADER, *guesses(number, "106.00")), f"{number}.csv")
                  for number in (strangers.number, free_number()))  # fmt: skip
    assert outcome(held) == outcome(free)
    assert outcome(held)[-1] == ("UNREADABLE", "同一号码换过太多日期或金额，这一行没有追踪")
    assert not Trace.objects.filter(cause="WRONG_TITLE").exists()


def test_first_row_with_the_right_total_is_told(trace):
    strangers = issue(buyer=TaxpayerFactory())
    run = trace(csv(HEADER, [strangers.number, "2026-10-12", "106.00"]), "账.csv")
    assert outcome(run) == [("WRONG_TITLE", "")]


def test_guesses_on_the_page_and_in_ledgers_are_counted_together(trace, person):
    strangers = issue(buyer=TaxpayerFactory())
    for total in range(GUESSES):
        person.post("/trace/", {"number": strangers.number, "date": "2026-10-12", "total": f"{total}.50"})
    run = trace(csv(HEADER, [strangers.number, "2026-10-12", "106.00"]), "账.csv")
    assert outcome(run)[0][0] == "UNREADABLE"


def test_same_row_again_and_rows_of_ones_own_are_no_guesses(trace, operator):
    mine = issue(buyer=operator.taxpayer)
    rows = [[mine.number, "2026-10-12", f"{at}.00"] for at in range(GUESSES + 5)]
    rows += [[free_number(), "2026-10-12", "1.00"]] * (GUESSES + 5)
    assert "UNREADABLE" not in {cause for cause, _problem in outcome(trace(csv(HEADER, *rows), "账.csv"))}
