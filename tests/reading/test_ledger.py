"""A ledger is read row by row: the bureau's export as it is, any other by columns that can be corrected."""
from datetime import date, datetime
from decimal import Decimal

import pytest

from lookup.checking import faults
from lookup.reading import Unreadable, invoices_in, read_bytes
from lookup.reading.ledger import open_ledger, rows_of
from lookup.reading.values import SHANGHAI
from tests import documents as make

from . import ledgers

NUMBER = "26112000000099900001"
OLD = {"发票代码": "011002000111", "发票号码": "07009901", "数电发票号码": None, "发票票种": "增值税电子普通发票",
       "开票日期": "2020-11-12 00:00:00"}  # fmt: skip


def rows(data, columns=None):
    return list(rows_of(open_ledger(data), columns))


def only(data):
    (row,) = rows(data)
    return row


def test_export_of_the_bureau_is_recognised_and_read_in_full():
    ledger = open_ledger(ledgers.export(ledgers.a_row(备注="合同")))
    assert (ledger.format, ledger.sheet, ledger.recognised) == ("xlsx", "发票基础信息", True)
    (row,) = rows_of(ledger)
    document = row.document
    assert (row.row_number, row.problem, row.status) == (2, "", "正常")
    assert (document.format, document.kind, document.number, document.code) == ("xlsx", "81", NUMBER, None)
    assert document.issued_at == datetime(2026, 10, 12, 10, 15, 30, tzinfo=SHANGHAI)
    assert (document.seller.tax_id, document.seller.name) == (make.SELLER_ID, make.SELLER)
    assert (document.buyer.tax_id, document.buyer.name) == (make.BUYER_ID, make.BUYER)
    assert (document.amount, document.tax, document.total) == (Decimal("100.00"), Decimal("13.00"), Decimal("113.00"))
    assert (document.remark, document.drawer, document.red, document.warnings) == ("合同", "王开", False, ())
    assert faults(document, today=date(2026, 11, 24)) == []


@pytest.mark.parametrize("sheet", ["发票基础信息", "发票基础信息1", "发票基础信息(2)"])
@pytest.mark.parametrize("word", ["数电发票号码", "全电发票号码"])
def test_suffix_of_the_sheet_and_the_former_header_do_not_matter(sheet, word):
    header = [word if name == "数电发票号码" else name for name in ledgers.HEADER]
    ledger = open_ledger(ledgers.export(ledgers.a_row(), sheet=sheet, header=header))
    assert (ledger.recognised, [row.document.number for row in rows_of(ledger)]) == (True, [NUMBER])


def test_sheet_of_lines_is_never_read_as_invoices():
    data = ledgers.export(ledgers.a_row(1), ledgers.a_row(2))
    assert len(rows(data)) == 2
    alone = ledgers.xlsx({"信息汇总表": [ledgers.HEADER, ledgers.a_row()]})
    header = [*ledgers.HEADER, "税收分类编码", "货物或应税劳务名称", "规格型号", "单位", "数量", "单价"]
    for data in (alone, ledgers.xlsx({"Sheet1": [header, ledgers.a_row()]})):
        with pytest.raises(Unreadable, match="每行是一条明细"):
            open_ledger(data)


def test_older_invoice_is_known_by_code_and_number():
    document = only(ledgers.export(ledgers.a_row(**OLD))).document
    assert (document.kind, document.code, document.number) == ("10", "011002000111", "07009901")
    assert document.issue_date == date(2020, 11, 12)


def test_zeros_that_a_numeric_cell_dropped_are_put_back():
    row = ledgers.a_row(**OLD | {"发票代码": 11002000111, "发票号码": 7009901})
    document = only(ledgers.export(row)).document
    assert (document.code, document.number) == ("011002000111", "07009901")


@pytest.mark.parametrize(
    "written",
    ["2026-10-12", "2026-10-12 00:00:00", "2026/10/12", "2026/10/12 00:00", "2026年10月12日", "20261012", "2026.10.12",
     datetime(2026, 10, 12),  # noqa: DTZ001 - as Excel has it
     date(2026, 10, 12), 46307, 46307.0, "46307"],
)  # fmt: skip
def test_date_is_read_in_any_form(written):
    assert only(ledgers.export(ledgers.a_row(开票日期=written))).document.issue_date == date(2026, 10, 12)


@pytest.mark.parametrize("written", [113, 113.0, "113", "113.00", "￥113.00", 112.99999999999999, "'113.00"])
def test_amount_is_read_in_any_form(written):
    document = only(ledgers.export(ledgers.a_row(价税合计=written))).document
    assert (document.total, document.warnings) == (Decimal("113.00"), ())


def test_amount_with_thousands_is_read_and_one_with_a_decimal_comma_is_not():
    assert only(ledgers.export(ledgers.a_row(价税合计="1,113.00"))).document.total == Decimal("1113.00")
    document = only(ledgers.export(ledgers.a_row(价税合计="113,5"))).document
    assert (document.total, document.warnings) == (None, ("total: 113,5",))


@pytest.mark.parametrize(
    "written", [f"'{NUMBER}", f' ="{NUMBER}"', f"\t{NUMBER} ", "２６１１２０００００００９９９００００１"]
)
def test_number_guarded_against_change_is_read(written):
    assert only(ledgers.export(ledgers.a_row(数电发票号码=written))).document.number == NUMBER


@pytest.mark.parametrize("written", [float(NUMBER), int(NUMBER), "2.6112E+19", "2.61120000000999E+19"])
def test_number_that_lost_its_digits_is_no_invoice_and_says_why(written):
    bad, good = rows(ledgers.export(ledgers.a_row(数电发票号码=written), ledgers.a_row(2)))
    assert (bad.row_number, bad.document) == (2, None)
    assert "后几位已丢失" in bad.problem
    assert bad.cells[7] == make.BUYER
    assert good.document.number == "26112000000099900002"


def test_tax_id_that_lost_its_digits_is_unsaid_with_a_warning():
    document = only(ledgers.export(ledgers.a_row(购方识别号=110101199003070000))).document
    assert document.buyer.tax_id is None
    assert len(document.warnings) == 1


def test_red_row_names_the_blue_one_and_states_are_kept():
    red = ledgers.a_row(
        2, 金额=-100, 税额=-13, 价税合计=-113, 是否正数发票="否", 备注=f"被红冲蓝字数电发票号码：{NUMBER} 红字"
    )
    blue, voided = ledgers.a_row(发票状态="已红冲-全额"), ledgers.a_row(3, 发票状态="已作废")
    first, second, third = rows(ledgers.export(blue, red, voided))
    assert (second.document.red, second.document.red_of, second.document.total) == (True, NUMBER, Decimal("-113.00"))
    assert [row.document.validity for row in (first, second, third)] == ["REVERSED", None, "VOIDED"]
    assert first.document.warnings == ("status: 已红冲-全额",)


def test_totals_and_blank_rows_are_left_out_and_row_numbers_are_those_of_the_sheet():
    data = ledgers.export(ledgers.a_row(1), [None] * 19, ["小计", *[None] * 8, 100.0], ledgers.a_row(2))
    assert [(row.row_number, row.document.number[-1]) for row in rows(data)] == [(2, "1"), (5, "2")]


def test_row_without_a_number_keeps_what_it_says():
    row = only("发票号码,开票日期,供应商,价税合计\n,2026-10-12,某店,113.00\n".encode())
    assert (row.problem, row.document.seller.name, row.document.total) == ("没有发票号码", "某店", Decimal("113.00"))


CSV = """发票号码{0}开票日期{0}供应商{0}购买方{0}价税合计(元)
26112000000099900001{0}2026-10-12{0}某店{0}某公司{0}113.00
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_of_each_encoding_and_separator_is_read(encoding, mark):
    data = CSV.format(mark).encode(encoding)
    ledger = open_ledger(data)
    assert (ledger.format, ledger.sheet, ledger.recognised) == ("csv", None, False)
    assert ledger.columns == {"number": 0, "issue_date": 1, "seller_name": 2, "buyer_name": 3, "total": 4}
    assert ledger.sample_rows == [[NUMBER, "2026-10-12", "某店", "某公司", "113.00"]]
    (document,) = read_bytes(data)
    assert (document.format, document.number, document.total) == ("csv", NUMBER, Decimal("113.00"))
    assert (document.seller.name, document.buyer.name) == ("某店", "某公司")


def test_xls_is_read():
    ledger = open_ledger(ledgers.xls([["发票号码", "开票日期", "含税金额"], [NUMBER, "2026-10-12", 113.0]]))
    (row,) = rows_of(ledger)
    assert (ledger.format, row.document.number, row.document.total) == ("xlsx", NUMBER, Decimal("113.00"))


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("序号,票号,日期,抬头,金额", {"number": 1, "issue_date": 2, "buyer_name": 3, "total": 4}),
        ("发票号码,金额,税额", {"number": 0, "amount": 1, "tax": 2}),
        ("发票 号码*,不含税金额,含税金额", {"number": 0, "amount": 1, "total": 2}),
        ("发票号码,金额（含税）,销方税号", {"number": 0, "total": 1, "seller_tax_id": 2}),
        ("Invoice Number,Invoice Date,Vendor,Total", {"number": 0, "issue_date": 1, "seller_name": 2, "total": 3}),
    ],
)
def test_columns_are_guessed_from_their_words(header, columns):
    data = f"某公司台账\n\n{header}\n{NUMBER},{NUMBER},{NUMBER},{NUMBER},{NUMBER}\n".encode()
    assert open_ledger(data).columns == columns


def test_columns_without_a_header_are_guessed_from_what_is_in_them():
    parties = f"{make.SELLER_ID},{make.SELLER},{make.BUYER_ID},{make.BUYER}"
    ledger = open_ledger(f"1,011002000111,07009901,2020-11-12,{parties},100.00,13.00,113.00\n".encode() * 3)
    assert ledger.header == []
    assert ledger.columns == {
        "code": 1, "number": 2, "issue_date": 3, "seller_tax_id": 4, "seller_name": 5, "buyer_tax_id": 6,
        "buyer_name": 7, "amount": 8, "tax": 9, "total": 10,
    }  # fmt: skip
    assert len(list(rows_of(ledger))) == 3


def test_columns_corrected_by_a_person_are_used():
    data = f"甲,乙,号码\n{make.SELLER},113.00,{NUMBER}\n".encode()
    ledger = open_ledger(data)
    assert ledger.columns == {"number": 2}
    (row,) = rows_of(ledger, ledger.columns | {"seller_name": 0, "total": 1})
    assert (row.document.seller.name, row.document.total) == (make.SELLER, Decimal("113.00"))


def test_column_that_is_not_there_is_unsaid():
    ledger = open_ledger(f"号码,合计\n{NUMBER},113\n".encode())
    (row,) = rows_of(ledger, {"number": 0, "total": 99})
    assert (row.document.number, row.document.total) == (NUMBER, None)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("姓名,电话\n张三,1\n".encode(), "找不到发票号码"),
        (ledgers.xlsx({"Sheet": [["姓名"], ["张三"]]}), "找不到发票号码"),
        (ledgers.xlsx({"Sheet": []}), "找不到发票号码"),
        (ledgers.export(ledgers.a_row())[:-200], "无法打开"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "无法打开"),
        (ledgers.far_cell("XFD1048576"), "内容过大"),
        (ledgers.far_cell("ZZ200000"), "内容过大"),
        (bytes(21 * 2**20), "过大"),
    ],
    ids=["csv of other things", "other things", "empty", "torn", "ole", "far cell", "wide", "large"],
)
def test_table_that_cannot_be_read_says_why(data, why):
    with pytest.raises(Unreadable, match=why):
        open_ledger(data)


def test_ledger_that_unpacks_to_much_more_is_refused():
    with pytest.raises(Unreadable, match="解压后过大"):
        open_ledger(make.zip_of({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": bytes(5_000_000)}))


def test_row_50001_is_refused():
    read = invoices_in("发票号码\n".encode() + f"{NUMBER}\n".encode() * 50_001)
    for _ in range(50_000):
        next(read)
    with pytest.raises(Unreadable, match="行数过多"):
        next(read)


def test_rows_come_while_the_table_is_read():
    first = next(rows_of(open_ledger("发票号码\n".encode() + f"{NUMBER}\n".encode() * 50_000)))
    assert first.row_number == 2
