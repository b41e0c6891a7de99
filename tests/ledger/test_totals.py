"""Monthly control totals: the ledger's beside the portal's, tied to the cent with rows and records."""
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from lookup.ledger.results import differing_rows, month_of, unlisted_records
from lookup.ledger.totals import compared
from lookup.models import Invoice, LedgerRun
from lookup.views.batch_showing import differing_lines
from tests.factories import TaxpayerFactory
from tests.lookup.world import issue
from tests.trace.world import free_number, mark

from .tables import bureau, bureau_row, csv

pytestmark = pytest.mark.django_db
OCTOBER, SEPTEMBER = date(2026, 10, 12), date(2026, 9, 3)
FIGURES = ("amount", "tax", "total")


def priced(total: str, tax: str = "0.01", **given) -> Invoice:
    """Record an invoice of this total; red ones are negative."""
    amount = Decimal(total) - Decimal(tax)
    invoice = mark(issue(**given), total=Decimal(total), tax=Decimal(tax), amount=amount)
    invoice.refresh_from_db()
    return invoice


def totals(run: LedgerRun) -> dict[tuple, dict]:
    return {(one["side"], one["month"], one["voided"]): one for one in compared(run.totals)}


def figures(count: int, amount: str, tax: str, total: str) -> dict:
    return {"count": count, "amount": amount, "tax": tax, "total": total}


def sums(rows: Iterable[dict]) -> dict[str, Decimal]:
    rows = list(rows)
    return {name: sum((row[name] for row in rows), Decimal(0)) for name in FIGURES}


def ties_to_the_cent(run: LedgerRun) -> None:
    """Every difference is that of the rows that differ and of the records without a row, as the month's page lists."""
    for side, month in {(side, month) for side, month, _voided in totals(run) if side and month}:
        first, entries = month_of(run, side, month)
        entries = list(compared(entries))
        lines = differing_lines(differing_rows(run, side, first, "").rows)
        records = unlisted_records(run, side, first, "").rows
        for voided in {one["voided"] for one in entries}:
            one = next(entry for entry in entries if entry["voided"] == voided)
            from_rows = sums(line["difference"] for line in lines if line["row"].voided == voided)
            of_records = sums({"amount": r.amount, "tax": r.tax, "total": r.total} for r in records
                              if (r.validity == "VOIDED") == voided)  # fmt: skip
            for name in FIGURES:
                assert Decimal(one["rows"][name]) == from_rows[name], (side, month, voided, name)
                assert Decimal(one["unlisted"][name]) == of_records[name]
                assert Decimal(one["difference"][name]) == from_rows[name] + of_records[name]
            differ = [record for record in records if (record.validity == "VOIDED") == voided]
            assert one["unlisted"]["count"] == len(differ)


def test_ledger_that_lists_everything_ties_whatever_is_red_or_voided(trace, operator):
    mine, seller = operator.taxpayer, TaxpayerFactory()
    bought = [priced("106.33", "6.02", buyer=mine), priced("-106.33", "-6.02", buyer=mine, red=True)]
    void = mark(priced("50.10", buyer=mine), validity="VOIDED")
    sold = priced("999999999.99", "114999.07", buyer=seller, seller=mine)
    rows = [*map(bureau_row, bought), bureau_row(void, 发票状态="已作废"), bureau_row(sold)]
    rows[1]["是否正数发票"] = "否"
    run = trace(bureau(*rows))
    told = totals(run)
    assert list(told) == [("purchases", "2026-10", False), ("purchases", "2026-10", True), ("sales", "2026-10", False)]
    assert told["purchases", "2026-10", False]["ledger"] == figures(2, "0.00", "0.00", "0.00")
    assert told["purchases", "2026-10", True]["portal"] == figures(1, "50.09", "0.01", "50.10")
    assert told["sales", "2026-10", False]["ledger"] == figures(1, "999885000.92", "114999.07", "999999999.99")
    assert {one["ties"] for one in told.values()} == {True}
    ties_to_the_cent(run)


def test_every_way_to_differ_is_in_the_difference_once(trace, person, operator):
    mine = operator.taxpayer
    same, other, twice = (priced(total, buyer=mine) for total in ("10.01", "20.02", "30.03"))
    unlisted, void_here = priced("40.04", buyer=mine), mark(priced("50.05", buyer=mine), validity="VOIDED")
    september = priced("60.06", buyer=mine, day=SEPTEMBER)
    rows = [
        bureau_row(same),
        bureau_row(other, 价税合计="20.03", 金额="20.02"),  # a cent more
        bureau_row(twice), bureau_row(twice),
        bureau_row(void_here),  # the ledger thinks it normal
        bureau_row(september, 开票日期="2026-10-03 00:00:00"),  # in another month
        bureau_row(same, 数电发票号码=free_number(), 价税合计="-7.77", 金额="-7.70", 税额="-0.07"),  # red, never seen
    ]  # fmt: skip
    run = trace(bureau(*rows))
    october = totals(run)["purchases", "2026-10", False]
    assert (october["ledger"]["count"], october["ledger"]["total"]) == (7, "192.44")
    assert (october["portal"]["count"], october["portal"]["total"]) == (4, "100.10")
    assert october["difference"]["total"] == "-92.34"
    assert october["unlisted"]["count"] == 1
    assert not october["ties"]
    ties_to_the_cent(run)
    page = person.get(f"/batch/{run.pk}/totals/purchases/2026-10/").content.decode()
    assert unlisted.number in page
    assert "与第 4 行是同一张" in page
    assert same.number not in page
    assert "40.04" in page and "-7.77" in page


def test_side_that_the_operator_may_not_see_is_not_in_the_totals(trace, person, operator):
    type(operator).objects.update(sees_sales=False)
    issue(buyer=TaxpayerFactory(), seller=operator.taxpayer)
    run = trace(bureau(bureau_row(issue(buyer=TaxpayerFactory(), seller=operator.taxpayer))))
    sales = totals(run)["sales", "2026-10", False]
    assert sales["portal"] == figures(0, "0.00", "0.00", "0.00")


def test_records_of_strangers_and_of_later_are_never_counted(trace, operator):
    mine = issue(buyer=operator.taxpayer)
    issue(buyer=TaxpayerFactory())
    run = trace(bureau(bureau_row(mine)))
    mark(issue(buyer=operator.taxpayer), accepted_at=run.finished_at + timedelta(seconds=1))
    assert totals(run)["purchases", "2026-10", False]["portal"]["count"] == 1
    assert unlisted_records(run, "purchases", date(2026, 10, 1), "").rows == []


def test_row_that_says_only_a_number_takes_its_figures_from_the_record(trace, operator):
    invoice = issue(buyer=operator.taxpayer)
    run = trace(csv(["发票号码"], [invoice.number], [free_number()]), "账.csv")
    told = totals(run)
    assert told["purchases", "2026-10", False]["ties"]
    assert told["", "", False]["ledger"]["count"] == 1
    assert sum(one["ledger"]["count"] for one in told.values()) == run.rows_total


def test_what_the_taxpayer_sold_to_itself_is_counted_once(trace, operator):
    invoice = issue(buyer=operator.taxpayer, seller=operator.taxpayer)
    told = totals(trace(bureau(bureau_row(invoice))))
    assert [(key, one["portal"]["count"]) for key, one in told.items()] == [(("purchases", "2026-10", False), 1)]


def test_unreadable_rows_are_left_out_of_the_ledgers_totals(trace, operator):
    invoice = issue(buyer=operator.taxpayer)
    run = trace(bureau(bureau_row(invoice), bureau_row(invoice, 价税合计="壹佰")))
    assert totals(run)["purchases", "2026-10", False]["ledger"]["count"] == 1
    assert run.rows.filter(cause="UNREADABLE").count() == 1
