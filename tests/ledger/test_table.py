"""The result as an XLSX: opened as a person opens it, and safe whatever was typed into the ledger."""
import io
import re
import zipfile

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from lookup.ledger.making import make
from lookup.models import LedgerExport
from lookup.reading import Unreadable
from lookup.tasks import make_ledger_table
from lookup.trace.catalogue import CATALOGUE
from tests.lookup.world import issue
from tests.trace.conftest import covered
from tests.trace.world import free_number, mark, other_digit

from .conftest import work
from .tables import BUREAU, bureau, bureau_row, opened

pytestmark = pytest.mark.django_db
#: As typed behind an apostrophe, and as it is read: an outer ="…" is how programs keep digits, and is taken off.
FORMULAS = {
    "=1+1": "1+1", "==1+1": "=1+1", "+1+cmd|' /C calc'!A0": "+1+cmd|' /C calc'!A0", "-2+3": "-2+3",
    "@SUM(A1)": "@SUM(A1)", "\t=1": "1", "\r+1": "+1", '==HYPERLINK("http://x","y")': '=HYPERLINK("http://x","y")',
    "＝1+1": "＝1+1",
}  # fmt: skip
RESULT = ["行号", "原因代码", "结论", "说明", "下一步", "链接"]


def download(person, run, language: str = "zh-hans") -> bytes:
    """Ask for the table, let the worker make it, and take it."""
    headers = {"accept-language": language}
    address = f"/batch/{run.pk}/table/"
    assert person.get(address, headers=headers)["Location"] == f"{address}?wait=1"
    work()
    response = person.get(address, headers=headers)
    assert response.status_code == 200, response.content.decode()
    assert "attachment" in response["Content-Disposition"]
    return response.content


def answers(table: list[list]) -> list[dict]:
    return [dict(zip(table[0], row, strict=True)) for row in table[1:]]


def test_every_row_has_its_cause_its_explanation_and_a_link_that_leads_somewhere(trace, person, operator):
    covered("BJ01", "11", ("2026-01-01", "2026-11-20"))
    found, voided = issue(buyer=operator.taxpayer), mark(issue(buyer=operator.taxpayer), validity="VOIDED")
    rows = [bureau_row(found), bureau_row(voided), bureau_row(found, 数电发票号码=free_number())]
    rows += [bureau_row(found, 数电发票号码=other_digit(found.number, 9)), bureau_row(found, 价税合计="壹佰")]
    run = trace(bureau(*rows))
    table = opened(download(person, run))
    assert table[0] == [*BUREAU, *RESULT]
    told = answers(table)
    assert [row["行号"] for row in told] == [2, 3, 4, 5, 6]
    causes = ["FOUND", "VOIDED", "NEVER_SEEN", "NEAR_MISS", "UNREADABLE"]
    assert [row["原因代码"] for row in told] == causes
    assert [row["结论"] for row in told[:4]] == [str(CATALOGUE[cause].headline) for cause in causes[:4]]
    assert told[4]["说明"] == "价税合计读不出来：壹佰"
    assert all(row["说明"] and row["数电发票号码"] for row in told)
    for row in told[:4]:
        assert row["链接"].startswith("http://testserver/")
        assert person.get(row["链接"].removeprefix("http://testserver")).status_code == 200
    assert told[0]["链接"].endswith(reverse("invoice", args=[found.slug]))
    assert told[4]["链接"] is None


@pytest.mark.parametrize("typed", FORMULAS)
def test_what_looks_like_a_formula_is_text(trace, person, operator, typed):
    row = bureau_row(issue(buyer=operator.taxpayer), 备注="'" + typed, 销方名称="'" + typed)
    data = download(person, trace(bureau(row)))
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheets = {name: book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/")}
    assert len(sheets) == 2
    assert not [name for name, sheet in sheets.items() if re.search(r"<f[ >]|<hyperlink", sheet)]
    cells = {cell.column: cell for cell in load_workbook(io.BytesIO(data)).worksheets[0][2]}
    for name in ("备注", "销方名称"):
        cell = cells[BUREAU.index(name) + 1]
        assert (cell.value, cell.data_type) == (FORMULAS[typed], "s")
        assert cell.quotePrefix == FORMULAS[typed].startswith(("=", "+", "-", "@"))


def test_amounts_are_figures_that_a_spreadsheet_sums(trace, person, operator):
    rows = [bureau_row(issue(buyer=operator.taxpayer)) for _one in range(3)]
    table = answers(opened(download(person, trace(bureau(*rows)))))
    assert sum(row["价税合计"] for row in table) == pytest.approx(318)


def test_second_sheet_has_the_monthly_totals(trace, person, operator):
    run = trace(bureau(bureau_row(issue(buyer=operator.taxpayer))))
    table = answers(opened(download(person, run), 1))
    wanted = ["进项 / 销项", "月份", "台账 份数", "平台 价税合计", "相差 价税合计"]
    assert [[row[name] for name in wanted] for row in table] == [["进项", "2026-10", 1, 106, 0]]


def test_table_in_english_says_nothing_of_its_own_in_chinese(trace, person, operator, english_catalogue):
    seller = {"销方名称": "Harvest", "购买方名称": "Evergreen", "开票人": "Kim", "发票来源": "", "发票票种": ""}
    run = trace(bureau(bureau_row(issue(buyer=operator.taxpayer), **seller)))
    table = opened(download(person, run, "en"))
    assert table[0][-6:] == ["Row number", "Cause code", "Result", "Explanation", "Next step", "Link"]
    assert not [cell for cell in table[1][-6:] if re.search("[\u4e00-\u9fff]", str(cell))]


def test_table_made_by_two_workers_at_once_is_one_file(trace, person, operator, files):
    run = trace(bureau(bureau_row(issue(buyer=operator.taxpayer))))
    person.get(f"/batch/{run.pk}/table/")
    export = LedgerExport.objects.get()
    before = len(files())
    for _time in range(2):
        make_ledger_table(str(export.pk))
    assert len(files()) == before + 1


def test_table_that_cannot_be_made_says_so_and_is_tried_again(trace, person, operator, files):
    run = trace(bureau(bureau_row(issue(buyer=operator.taxpayer))))
    ledger = files()[0]
    kept = ledger.read_bytes()
    ledger.write_bytes(b"torn")
    person.get(f"/batch/{run.pk}/table/")
    export = LedgerExport.objects.get()
    for _time in range(3):
        with pytest.raises(Unreadable):
            make(str(export.pk))
    page = person.get(f"/batch/{run.pk}/table/?wait=1").content.decode()
    assert "结果表没有做成" in page
    ledger.write_bytes(kept)
    assert answers(opened(download(person, run)))[0]["原因代码"] == "FOUND"
