"""The order of causes and each cause by table, on facts made by hand: no database, no clock."""
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from lookup.coverage.standing import Delays, SourceCoverage
from lookup.trace.causes import CODES
from lookup.trace.facts import Applied, Awaited, Elsewhere, Facts, Near, OtherTitle, OutOfScope, Refused, Seen
from lookup.trace.judging import judge
from lookup.trace.question import Question

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
DAY = timedelta(days=1)
NUMBER = "26112000000000000001"


def day(text: str) -> datetime:
    """Midnight in China."""
    return datetime.fromisoformat(f"{text}T00:00:00+08:00")


def source(*spans: tuple[str, str], refused=()) -> SourceCoverage:
    hours = timedelta(hours=1)
    return SourceCoverage(
        code="BJ01", name="北京", every=DAY, spans=tuple((day(a), day(b)) for a, b in spans),
        refused=tuple((day(a), day(b)) for a, b in refused), delays=Delays(2 * hours, 8 * hours, 30 * hours),
    )  # fmt: skip


COMPLETE = source(("2026-01-01", "2026-11-24"))
GAP = source(("2026-10-01", "2026-10-05"), ("2026-10-06", "2026-11-24"))
REFUSED_TODAY = source(("2026-01-01", "2026-11-24"), refused=[("2026-11-24", "2026-11-25")])
SEEN = Seen(NUMBER, NUMBER, "", date(2026, 10, 12), "销售方", "购买方", Decimal("106.00"), "ISSUED", "NORMAL")
NOTHING = Facts(
    question=Question(number=NUMBER, date_from=date(2026, 10, 12), date_to=date(2026, 10, 12)), now=NOW,
    today=date(2026, 11, 24), region="11", sources=(COMPLETE,), window=(day("2026-10-12"), day("2026-10-13")),
)  # fmt: skip


def facts(**known) -> Facts:
    return replace(NOTHING, **known)


def about(text: str, **known) -> Facts:
    """Nothing is there, and the issue date is this one."""
    asked = date.fromisoformat(text)
    question = replace(NOTHING.question, date_from=asked, date_to=asked)
    return facts(question=question, window=(day(text), day(text) + DAY), **known)


CASES = [
    ("FOUND", facts(seen=SEEN)),
    ("FOUND", facts(seen=replace(SEEN, validity="PARTLY_REVERSED"))),
    ("VOIDED", facts(seen=replace(SEEN, validity="VOIDED"))),
    ("VOIDED", facts(seen=replace(SEEN, validity="VOIDED", hidden_by=("date",)))),
    ("REVERSED", facts(seen=replace(SEEN, validity="REVERSED"))),
    ("ABNORMAL", facts(seen=replace(SEEN, conflict="REPORTED"))),
    ("HIDDEN_BY_FILTER", facts(seen=replace(SEEN, hidden_by=("date", "side")))),
    ("OTHER_TAXPAYER", facts(elsewhere=Elsewhere("1", "别家", "91", NUMBER))),
    ("NO_PERMISSION", facts(out_of_scope=OutOfScope("sales", "01"))),
    ("QUARANTINED", facts(refused=Refused("BAD_DATE", "issue_date", "北京", NOW, named=True))),
    ("WRONG_TITLE", facts(other_title=OtherTitle("typo", ("buyer_tax_id",), NOW))),
    ("NEAR_MISS", facts(near=(Near(NUMBER, "wrong", date(2026, 10, 12), "销售方", Decimal(1)),))),
    ("IMPOSSIBLE_NUMBER", facts(question=Question(number="26992000000000000001"), window=None, region="")),
    ("IMPOSSIBLE_NUMBER", facts(question=Question(number="27112000000000000001"), window=None)),
    ("IMPOSSIBLE_NUMBER", about("2025-10-12")),
    ("FUTURE_DATE", facts(question=Question(date_from=date(2026, 11, 25), date_to=date(2026, 11, 25)))),
    ("ANNOUNCED", facts(awaited=Awaited(COMPLETE, 42, NOW))),
    ("BATCH_OVERDUE", about("2026-10-05", sources=(GAP,))),
    ("BATCH_OVERDUE", about("2026-11-23", sources=(source(("2026-01-01", "2026-11-22")),))),
    ("BATCH_OVERDUE", about("2026-11-24", sources=(REFUSED_TODAY,))),
    ("NOT_SYNCED_YET", about("2026-11-24")),
    ("NOT_SYNCED_YET", about("2026-11-23", sources=(source(("2026-01-01", "2026-11-23")),))),
    ("APPLICATION_OPEN", facts(application=Applied("1", "BL-1", "SUPPLEMENT", "IN_REVIEW", "bureau", "/x/"))),
    ("BEFORE_COVERAGE", about("2026-10-05", sources=(source(("2026-10-06", "2026-11-24")),))),
    ("BEFORE_COVERAGE", facts(sources=(), window=None)),
    ("NEVER_SEEN", NOTHING),
    ("NEVER_SEEN", facts(question=Question(number=NUMBER), window=None)),
    ("NEVER_SEEN", facts(question=Question(number="12345678"), window=None, region="", sources=())),
]  # fmt: skip


@pytest.mark.parametrize(("cause", "known"), CASES, ids=[f"{n}-{case[0]}" for n, case in enumerate(CASES)])
def test_cause_of_these_facts(cause, known):
    assert judge(known).cause == cause


def test_every_cause_has_a_case():
    assert {cause for cause, _known in CASES} == set(CODES)


def test_others_that_hold_follow_in_the_order_of_the_table():
    everything = about(
        "2026-11-24", refused=None, awaited=Awaited(COMPLETE, 42, NOW),
        application=Applied("1", "", "SUPPLEMENT", "DRAFT", "you", "/x/"),
    )  # fmt: skip
    verdict = judge(everything)
    assert (verdict.cause, verdict.also) == ("ANNOUNCED", ("NOT_SYNCED_YET", "APPLICATION_OPEN"))


def test_unknown_number_without_a_date_may_not_be_synced():
    assert judge(facts(question=Question(number=NUMBER), window=None)).also == ("NOT_SYNCED_YET",)


def test_unknown_number_of_a_complete_day_is_just_that():
    assert judge(NOTHING).also == ()


def test_checks_are_the_same_thirteen_whatever_the_cause():
    rules = {tuple(check.rule for check in judge(known).checks) for _cause, known in CASES}
    assert len(rules) == 1
    assert len(next(iter(rules))) == 13


def test_next_batch_is_expected_by_the_sources_own_delays():
    eta = judge(about("2026-11-24")).params["eta"]
    ends = day("2026-11-25")
    assert eta["likely"] == (ends + timedelta(hours=8)).isoformat(timespec="seconds")
    assert eta["latest"] == (ends + timedelta(hours=30)).isoformat(timespec="seconds")


def test_source_without_a_past_promises_nothing():
    unknown = replace(COMPLETE, delays=None)
    assert judge(about("2026-11-24", sources=(unknown,))).params["eta"] is None
