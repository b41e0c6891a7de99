"""Causes that no record explains: numbers and dates that cannot be, batches that have not come, nothing at all."""
from datetime import timedelta

import pytest
from django.utils import timezone

from lookup.models import Announcement, Batch, Invoice, Trace
from resubmission.drafting import begin
from tests.factories import OperatorFactory
from tests.lookup.world import issue

from .conftest import covered
from .world import free_number

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"number": "2611200000000000001"}, "19 位"),
        ({"number": f"{TODAY.year % 100 + 1}112000000000000001"}, "这一年没有数电票"),
        ({"number": "26992000000000000001"}, "99"),
        ({"number": "26112000000000000001", "date": "2025-10-12"}, "矛盾"),
        ({"number": "26112X00000000000001"}, "不是数字"),
    ],
)
def test_number_that_cannot_exist_says_which_part(ask, asked, said):
    answer = ask(**asked)
    assert answer["cause"] == "IMPOSSIBLE_NUMBER"
    assert said in answer["explanation"]


def test_date_ahead_is_to_be_corrected(ask):
    answer = ask(date=(TODAY + timedelta(days=1)).isoformat(), total="5.00")
    assert (answer["cause"], answer["next"]["action"]) == ("FUTURE_DATE", "fix_date")


def test_announced_number_is_told_to_its_parties_with_when_it_may_be_expected(ask, operator):
    yesterday = TODAY - timedelta(days=1)
    source = covered("BJ01", "11", (f"{TODAY.year}-01-01", yesterday.isoformat()))
    number = free_number()
    batch = source.batches.get()
    Announcement.objects.create(source=source, batch=batch, number=number, buyer_tax_id=operator.taxpayer.tax_id)
    answer = ask(number=number)
    assert (answer["cause"], answer["next"]["action"], answer["owner"]) == ("ANNOUNCED", "wait", "system")
    assert set(answer["eta"]) == {"earliest", "likely", "latest"}
    assert ask(OperatorFactory(), number=number)["cause"] == "NEVER_SEEN"


def test_day_whose_batch_is_not_due_is_not_synced_yet(ask):
    covered("BJ01", "11", (f"{TODAY.year}-01-01", TODAY.isoformat()), hours=30)
    answer = ask(number=free_number(TODAY.year % 100), date=TODAY.isoformat())
    assert (answer["cause"], answer["next"]["action"]) == ("NOT_SYNCED_YET", "wait")
    assert answer["eta"]["latest"] > TODAY.isoformat()


def test_day_that_a_later_batch_has_overtaken_is_overdue(ask):
    covered("BJ01", "11", ("2026-10-01", "2026-10-05"), ("2026-10-06", "2026-10-20"))
    answer = ask(number=free_number(), date="2026-10-05")
    assert (answer["cause"], answer["owner"]) == ("BATCH_OVERDUE", "bureau")


def test_day_whose_batch_was_refused_is_overdue(ask):
    source = covered("BJ01", "11", (f"{TODAY.year}-01-01", TODAY.isoformat()), hours=30)
    span = source.spans.get()
    Batch.objects.create(source=source, number=2, state="REFUSED", detail="x", covers_from=span.ends_at,
                         covers_to=span.ends_at + timedelta(days=1))  # fmt: skip
    assert ask(number=free_number(TODAY.year % 100), date=TODAY.isoformat())["cause"] == "BATCH_OVERDUE"


def test_day_of_a_source_that_is_late_is_overdue(ask):
    covered("BJ01", "11", ("2026-10-01", "2026-10-20"))
    assert ask(number=free_number(), date="2026-10-25")["cause"] == "BATCH_OVERDUE"


def test_least_complete_source_of_the_region_decides(ask):
    covered("BJ01", "11", ("2026-10-01", "2026-10-20"))
    covered("BJ02", "11", ("2026-10-01", "2026-10-10"))
    assert ask(number=free_number(), date="2026-10-15")["cause"] == "BATCH_OVERDUE"
    assert ask(number=free_number(), date="2026-10-05")["cause"] == "NEVER_SEEN"


def test_day_before_the_first_span_lies_before_coverage(ask):
    covered("BJ01", "11", ("2026-10-01", "2026-10-20"))
    answer = ask(number=free_number(), date="2026-09-30")
    assert (answer["cause"], answer["next"]["action"]) == ("BEFORE_COVERAGE", "elsewhere")


def test_source_that_has_completed_nothing_leaves_every_day_open(ask):
    covered("BJ01", "11", ("2026-10-01", "2026-10-20"))
    covered("BJ02", "11")
    answer = ask(number=free_number(), date="2026-10-10")
    assert (answer["cause"], answer["eta"]) == ("NOT_SYNCED_YET", None)


def test_region_without_a_source_lies_before_coverage_even_without_a_date(ask):
    covered("BJ01", "11", ("2026-10-01", "2026-10-20"))
    assert ask(number=free_number(region="65"))["cause"] == "BEFORE_COVERAGE"


def test_number_alone_that_is_unknown_was_never_seen_and_may_not_be_synced(ask):
    covered("BJ01", "11", ("2026-10-01", "2026-10-20"))
    answer = ask(number=free_number())
    assert (answer["cause"], answer["also"]) == ("NEVER_SEEN", ["NOT_SYNCED_YET"])
    assert "2026-10-20 00:00" in answer["explanation"]
    assert "开票日期" in answer["explanation"]


def test_open_application_answers_and_is_mentioned_with_every_cause(ask, operator):
    covered("BJ01", "11", ("2026-10-01", "2026-10-20"))
    number = free_number()
    application = begin(operator, kind="SUPPLEMENT", claimed={"number": number})
    answer = ask(number=number)
    assert answer["cause"] == "APPLICATION_OPEN"
    assert answer["next"]["url"] == f"/applications/{application.pk}/"
    late = ask(number=number, date="2026-10-25")
    assert (late["cause"], late["application"]["id"]) == ("BATCH_OVERDUE", str(application.pk))


def test_every_answer_is_kept_as_it_was_given(ask, operator):
    number = free_number()
    covered("BJ01", "11", ("2026-10-01", "2026-10-20"))
    ask(number=number)
    kept = Trace.objects.get()
    assert (kept.taxpayer, kept.operator, kept.asked) == (operator.taxpayer, operator, {"number": number})
    ask(number=number)
    assert Trace.objects.count() == 1
    issue(buyer=operator.taxpayer)
    Invoice.objects.update(number=number)
    assert ask(number=number)["cause"] == "FOUND"
    assert list(Trace.objects.order_by("as_of").values_list("cause", flat=True)) == ["NEVER_SEEN", "FOUND"]
