"""A CSV in a feed may be of any length: it is read in parts, each with the header."""
import pytest

from lookup.intake import tables
from lookup.models import Entry, Invoice
from tests.intake.documents import BUYER_ID, SELLER_ID, number

from .batches import everything, folder

pytestmark = pytest.mark.django_db
HEADER = "发票代码,发票号码,数电发票号码,销方识别号,销方名称,购方识别号,购买方名称,开票日期,金额,税额,价税合计,备注"


def row(sequence: int, *, total: str = "106.00", remark: str = "") -> str:
    return (f",,{number(sequence)},{SELLER_ID},示例市老街柴火餐饮店,{BUYER_ID},示例软件技术有限公司,2026-10-12,"
            f"100.00,6.00,{total},{remark}")  # fmt: skip


@pytest.fixture(autouse=True)
def short_parts(monkeypatch):
    monkeypatch.setattr(tables, "PART", 2_000)


def batch(path, text: str, encoding: str = "utf-8", **said):
    return folder(path, files={"invoices.csv": text.encode(encoding)}, **said)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("title", ["", "全量发票查询导出结果\n"])
def test_every_row_of_a_long_table_goes_in(read, tmp_path, encoding, title):
    rows = [row(n) for n in range(1, 101)]
    report = read(batch(tmp_path / "1", title + "\n".join([HEADER, *rows]) + "\n", encoding))
    assert (report["read"], report["accepted"]) == (100, 100)
    assert Invoice.objects.count() == 100
    lines = 2 if title else 1
    assert Entry.objects.get(number=number(73)).path == f"invoices.csv#{73 + lines}"


def test_parts_are_cut_between_rows_whatever_their_quotes_hold(read, tmp_path):
    rows = [row(n, remark=f'"第{n}行\n有 ""引号"", 和逗号"') for n in range(1, 61)]
    assert read(batch(tmp_path / "1", "\n".join([HEADER, *rows])))["accepted"] == 60
    assert set(Invoice.objects.values_list("remark", flat=True)) == {f'第{n}行 有 "引号", 和逗号' for n in range(1, 61)}


def test_bad_row_of_a_later_part_is_one_entry_and_says_where(read, tmp_path):
    rows = [row(n, total="107.00" if n == 80 else "106.00") for n in range(1, 101)]
    report = read(batch(tmp_path / "1", "\n".join([HEADER, *rows])))
    assert (report["accepted"], report["quarantined"]) == (99, 1)
    (entry,) = report["entries"]
    assert (entry["path"], entry["reason"]) == ("invoices.csv#81", "AMOUNTS_DISAGREE")


def test_the_same_rows_again_in_other_parts_change_nothing(read, tmp_path, monkeypatch):
    text = "\n".join([HEADER, *(row(n) for n in range(1, 101))])
    read(batch(tmp_path / "1", text))
    before = everything()[1:3]
    monkeypatch.setattr(tables, "PART", 3_333)
    report = read(batch(tmp_path / "2", text, batch=2))
    assert (report["read"], report["unchanged"]) == (100, 100)
    assert everything()[1:3] == before


def test_mark_that_is_never_closed_costs_no_other_part(read, tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "_LONGEST", 4_000)
    rows = [row(n, remark='"' if n == 5 else "") for n in range(1, 201)]
    report = read(batch(tmp_path / "1", "\n".join([HEADER, *rows])))
    assert report["accepted"] > 150
    assert report["read"] == report["accepted"] + report["quarantined"]


def test_more_rows_than_a_ledger_may_have(read, tmp_path, monkeypatch):
    monkeypatch.setattr("lookup.reading.ledger.rows.MOST_ROWS", 30)
    text = "\n".join([HEADER, *(row(n) for n in range(1, 101))])
    assert read(batch(tmp_path / "1", text))["accepted"] == 100
