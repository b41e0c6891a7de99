"""A ledger from upload to result, as a person sees it."""
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lookup.models import LedgerRow, LedgerRun, Trace
from tests.factories import OperatorFactory, TaxpayerFactory
from tests.login import login_as
from tests.lookup.world import issue
from tests.trace.conftest import covered
from tests.trace.world import free_number, mark, other_digit

from .conftest import run_of, work
from .tables import bureau, bureau_row, csv, xlsx

pytestmark = pytest.mark.django_db
NONE = "00000000-0000-4000-8000-000000000000"


def same_for_all(response, asked: str) -> str:
    """The page without what is of the request: its address and its token."""
    text = response.content.decode().replace(asked, "ASKED")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)



def test_bureaus_export_is_recognised_and_every_row_gets_its_cause(trace, person, operator):
    covered("BJ01", "11", ("2026-01-01", "2026-11-20"))
    found = issue(buyer=operator.taxpayer)
    voided = mark(issue(buyer=operator.taxpayer), validity="VOIDED")
    missing = bureau_row(found, 数电发票号码=free_number())
    slip = bureau_row(found, 数电发票号码=other_digit(found.number, 9))
    run = trace(bureau(bureau_row(found), bureau_row(voided), missing, slip))
    assert run.recognised
    assert (run.state, run.rows_total, run.rows_done) == ("DONE", 4, 4)
    rows = list(LedgerRow.objects.order_by("row_number").values_list("row_number", "cause"))
    assert rows == [(2, "FOUND"), (3, "VOIDED"), (4, "NEVER_SEEN"), (5, "NEAR_MISS")]
    page = person.get(f"/batch/{run.pk}/").content.decode()
    for words in ("已找到这张发票", "这张发票已作废", "从未收到这张发票", "您要找的可能是这一张"):
        assert words in page


def test_guessed_columns_are_offered_and_corrected(give, person, operator):
    invoice = issue(buyer=operator.taxpayer)
    header, row = ["发票号码", "备用号", "开票日期", "价税合计"], ["无", invoice.number, "2026-10-12", "106.00"]
    address = give(csv(header, row), "账.csv")
    work()
    run = run_of(address)
    assert (run.state, run.recognised, run.columns["number"]) == ("MAPPING", False, 0)
    page = person.get(address).content.decode()
    assert "B · 备用号" in page
    assert invoice.number in page
    person.post(address, {"number": "1", "issue_date": "2", "total": "3"})
    work()
    assert list(run.rows.values_list("cause", flat=True)) == ["FOUND"]


def test_header_in_words_of_ones_own_is_no_row(give, person, operator):
    invoice = issue(buyer=operator.taxpayer)
    row = ["", invoice.number, "2026-10-12", "106.00"]
    address = give(csv(["我的发票", "", "", ""], ["备用", "单号", "日子", "多少钱"], row), "账.csv")
    work()
    page = person.get(address).content.decode()
    assert "B · 单号" in page
    person.post(address, {"number": "1", "issue_date": "2", "total": "3"})
    work()
    assert list(run_of(address).rows.values_list("row_number", "cause")) == [(3, "FOUND")]


def test_columns_that_tell_no_invoice_are_refused_and_nothing_starts(give, person):
    address = give(csv(["发票号码", "开票日期"], ["1", "2026-10-12"]), "账.csv")
    work()
    response = person.post(address, {"seller_name": "1"})
    assert response.status_code == 422
    assert "请指明发票号码在哪一列" in response.content.decode()
    assert run_of(address).state == "MAPPING"


def test_answer_of_a_row_that_is_missing_is_a_trace_that_stays(trace, person):
    run = trace(csv(["发票号码", "开票日期", "价税合计"], [free_number(), "2026-10-12", "5"]), "账.csv")
    row = run.rows.get()
    kept = Trace.objects.get()
    assert (row.trace, kept.cause, kept.asked["total"]) == (kept, "BEFORE_COVERAGE", "5.00")
    page = person.get(f"/batch/{run.pk}/rows/BEFORE_COVERAGE/").content.decode()
    assert reverse("trace-answer", args=[kept.pk]) in page
    assert row.said["number"] in page


def test_rows_that_cannot_be_read_are_listed_with_why(trace, person):
    run = trace(xlsx(["发票号码", "开票日期", "价税合计"], [2.6112e19, "2026-10-12", 5], [free_number(), "", "5.001"],
                     ["", date(2026, 10, 12), 5]))  # fmt: skip
    assert list(run.rows.order_by("row_number").values_list("row_number", "cause"))[:2] == [
        (2, "UNREADABLE"), (3, "UNREADABLE"),
    ]  # fmt: skip
    page = person.get(f"/batch/{run.pk}/rows/UNREADABLE/").content.decode()
    assert "后几位已丢失" in page
    assert "金额最多两位小数" in page


def test_row_without_a_number_is_asked_by_date_total_and_names(trace, operator):
    invoice = issue(buyer=operator.taxpayer)
    header, said = ["发票号码", "开票日期", "价税合计", "销方名称"], ["", "2026-10-12", "106.00"]
    run = trace(csv(header, [*said, invoice.seller_name.name], [*said, "另一家公司"]), "账.csv")
    causes = list(run.rows.order_by("row_number").values_list("cause", flat=True))
    assert causes[0] == "FOUND"
    assert causes[1] != "FOUND"


def test_names_spelled_otherwise_hide_nothing_where_there_is_a_number(trace, operator):
    invoice = issue(buyer=operator.taxpayer)
    run = trace(csv(["发票号码", "销方名称", "开票日期"], [invoice.number, "另一种写法", "2026-10-12"]), "账.csv")
    assert run.rows.get().cause == "FOUND"


def test_net_and_tax_make_the_total_that_is_asked(trace, operator):
    invoice = issue(buyer=operator.taxpayer)
    number = invoice.number
    run = trace(csv(["发票号码", "不含税金额", "税额"], [number, "100", "6"], [number, "100", "7"]), "账.csv")
    assert list(run.rows.order_by("row_number").values_list("asked__total", "cause")) == [
        ("106.00", "FOUND"), ("107.00", "HIDDEN_BY_FILTER"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "空的"),
        (b"%PDF-1.7 x", "不接受这种文件"),
        (b"<EInvoice/>", "不接受这种文件"),
        (bytes(range(256)) * 4, "不接受这种文件"),
        (b"a" * (20 * 1024 * 1024 + 1), "超过 20 MB"),
    ],
    ids=["empty", "pdf", "xml", "binary", "large"],
)
def test_what_is_no_ledger_is_refused_in_words(person, files, data, said):
    response = person.post("/batch/", {"file": SimpleUploadedFile("台账.xlsx", data)})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert LedgerRun.objects.count() == 0
    assert files() == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 broken", "无法打开"),
        (csv(["甲", "乙"], ["x", "y"]), "找不到发票号码"),
        (csv(["发票号码", "开票日期"]), "没有可追踪的行"),
    ],
    ids=["broken", "no number", "no rows"],
)
def test_file_that_cannot_be_read_fails_with_why(give, person, data, said):
    address = give(data)
    work()
    if run_of(address).state == "MAPPING":
        person.post(address, {"number": "0", "issue_date": "1"})
        work()
    assert run_of(address).state == "FAILED"
    assert said in person.get(address).content.decode()


def test_stranger_and_colleague_find_nothing(trace, client, operator):
    run = trace(csv(["发票号码", "开票日期"], [free_number(), "2026-10-12"]), "账.csv")
    addresses = [f"/batch/{run.pk}/{rest}" for rest in ("", "progress/", "table/", "rows/BEFORE_COVERAGE/",
                                                       "totals/purchases/2026-10/")]  # fmt: skip
    for other in (OperatorFactory(), OperatorFactory(taxpayer=operator.taxpayer, code="02")):
        login_as(client, other)
        for address in addresses:
            theirs, nobodys = (client.get(path) for path in (address, address.replace(str(run.pk), NONE)))
            assert theirs.status_code == nobodys.status_code == 404
            assert same_for_all(theirs, str(run.pk)) == same_for_all(nobodys, NONE)
        assert run.file_name not in client.get("/batch/").content.decode()
        assert client.post(addresses[0], {"number": "0"}).status_code == 404


def test_operator_whose_scopes_were_narrowed_no_longer_sees_what_was_answered(trace, person, operator):
    run = trace(csv(["发票号码", "开票日期"], [free_number(), "2026-10-12"]), "账.csv")
    type(operator).objects.update(sees_sales=False)
    assert person.get(f"/batch/{run.pk}/").status_code == 404


def test_same_file_uploaded_again_before_it_is_started_is_the_same_run(give, files):
    data = csv(["发票号码", "开票日期"], [free_number(), "2026-10-12"])
    assert give(data, "账.csv") == give(data, "账.csv")
    assert LedgerRun.objects.count() == 1
    assert len(files()) == 1


def test_progress_is_told_as_rows_done_of_rows(give, person):
    address = give(csv(["发票号码", "开票日期"], [free_number(), "2026-10-12"]), "账.csv")
    told = person.get(f"{address}progress/").json()
    assert told == {"state": "UPLOADED", "rows_done": 0, "rows_total": None, "ahead": 0}
    assert '<noscript><meta http-equiv="refresh"' in person.get(address).content.decode()


def test_pages_ask_a_fixed_number_of_queries(trace, person, operator):
    counts = []
    for times in (1, 3):
        mine = [issue(buyer=operator.taxpayer) for _row in range(times)]
        issue(buyer=operator.taxpayer)
        missing = [bureau_row(mine[0], 数电发票号码=free_number()[:-2] + f"{n:02}") for n in range(times)]
        run = trace(bureau(*map(bureau_row, mine), *missing))
        counts.append([])
        for rest in ("", "rows/FOUND/", "rows/BEFORE_COVERAGE/", "totals/purchases/2026-10/"):
            with CaptureQueriesContext(connection) as captured:
                assert person.get(f"/batch/{run.pk}/{rest}").status_code == 200
            counts[-1].append(len(captured))
        with CaptureQueriesContext(connection) as captured:
            person.get("/batch/")
        counts[-1].append(len(captured))
    assert counts[0] == counts[1]


def test_colleagues_other_taxpayer_is_told_on_the_page(trace, person, operator):
    other = OperatorFactory(person=operator.person)
    invoice = issue(buyer=other.taxpayer, seller=TaxpayerFactory())
    run = trace(csv(["发票号码", "开票日期"], [invoice.number, "2026-10-12"]), "账.csv")
    assert run.rows.get().cause == "OTHER_TAXPAYER"
