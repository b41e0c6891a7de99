"""POST batches/ and GET batches/<id>/, as a program uses them over HTTP."""
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from invoice_portal.accounts.tokens import issue_token
from lookup.models import LedgerRun
from tests.factories import OperatorFactory, TaxpayerFactory
from tests.lookup.world import issue
from tests.trace.conftest import covered
from tests.trace.world import free_number, mark, other_digit

from .conftest import work
from .tables import bureau, bureau_row, csv

pytestmark = pytest.mark.django_db
NONE = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def post(client, token):
    def posted(data: bytes, name: str = "台账.xlsx", headers: dict | None = None, **told):
        file = SimpleUploadedFile(name, data)
        return client.post("/api/v1/batches/", {"file": file, **told}, headers=token | (headers or {}))

    return posted


@pytest.fixture
def traced(post, client, token):
    """Post a ledger, let the worker work, and return its first page."""

    def done(data: bytes, name: str = "台账.xlsx", **told) -> dict:
        given = post(data, name, **told)
        assert given.status_code == 202, given.content.decode()
        work()
        return client.get(given["Location"], headers=token).json()

    return done


def test_ledger_is_accepted_at_once_and_its_address_says_how_far_it_is(post, client, token, operator):
    given = post(bureau(bureau_row(issue(buyer=operator.taxpayer))))
    assert (given.status_code, given.json()["state"], given.json()["results"]) == (202, "UPLOADED", [])
    assert int(given["Retry-After"]) > 0
    work()
    told = client.get(given["Location"], headers=token).json()
    assert given["Location"].endswith(told["url"])
    assert (told["state"], told["rows_total"], told["rows_done"], told["ahead"]) == ("DONE", 1, 1, 0)
    assert (told["recognised"], told["causes"], told["error"]) == (True, {"FOUND": 1}, None)


def test_columns_told_go_before_those_guessed(traced, operator):
    invoice = issue(buyer=operator.taxpayer)
    table = csv(["发票号码", "备用号", "开票日期", "价税合计"], ["无", invoice.number, "2026-10-12", "106.00"])
    assert traced(table, "账.csv")["causes"] != {"FOUND": 1}
    told = traced(table, "账2.csv", columns=json.dumps({"number": "备用号", "total": 3}))
    assert told["causes"] == {"FOUND": 1}
    assert told["columns"] == {"number": 1, "issue_date": 2, "total": 3}


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"columns": "{"}, "columns"),
        ({"columns": "[1]"}, "columns"),
        ({"columns": '{"number": [1]}'}, "columns"),
        ({"columns": "9" * 5000}, "columns"),
        ({"side": "both"}, "side"),
    ],
)
def test_what_is_told_wrongly_is_refused_and_nothing_is_kept(post, files, told, field):
    refused = post(csv(["发票号码", "开票日期"], [free_number(), "2026-10-12"]), "账.csv", **told)
    assert refused.status_code == 400
    assert set(refused.json()) == {"code", "detail", "fields"}
    assert field in refused.json()["fields"]
    assert (LedgerRun.objects.count(), files()) == (0, [])


def test_column_that_is_not_there_fails_the_batch_and_names_it(traced):
    table = csv(["发票号码", "开票日期"], [free_number(), "2026-10-12"])
    told = traced(table, "账.csv", columns='{"total": "没有的列", "nonsense": 1}')
    assert (told["state"], told["results"]) == ("FAILED", [])
    assert "total：表里没有这一列。" in told["error"]
    assert "nonsense：没有这个字段。" in told["error"]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", bytes(range(256)) * 9])
def test_no_ledger_is_refused(post, data):
    refused = post(data)
    assert (refused.status_code, set(refused.json()["fields"])) == (400, {"file"})
    assert LedgerRun.objects.count() == 0


def test_request_without_a_file_or_a_token_is_refused(client, token):
    assert client.post("/api/v1/batches/", {}, headers=token).status_code == 400
    assert client.post("/api/v1/batches/", {}).status_code == 401
    assert client.get(f"/api/v1/batches/{NONE}/").status_code == 401
    assert client.post("/api/v1/batches/", "{}", content_type="application/json", headers=token).status_code == 415


def test_same_key_sent_again_is_the_same_batch(post, operator):
    data = bureau(bureau_row(issue(buyer=operator.taxpayer)))
    answers = [post(data, headers={"Idempotency-Key": "one"}) for _time in range(2)]
    work()
    answers.append(post(data, headers={"Idempotency-Key": "one"}))
    assert answers[0].json() == answers[1].json() == answers[2].json()
    assert {answer.status_code for answer in answers} == {202}
    assert LedgerRun.objects.count() == 1


def test_others_batches_look_as_if_they_did_not_exist(post, client, operator):
    address = post(bureau(bureau_row(issue(buyer=operator.taxpayer))))["Location"]
    work()
    run = LedgerRun.objects.get()
    colleague = OperatorFactory(taxpayer=operator.taxpayer, code="02")
    same_person = OperatorFactory(person=operator.person)
    for other in (OperatorFactory(), colleague, same_person):
        headers = {"Authorization": f"Bearer {issue_token(operator=other)}"}
        theirs, nobodys = (client.get(one, headers=headers) for one in (address, address.replace(str(run.pk), NONE)))
        assert theirs.status_code == nobodys.status_code == 404
        assert theirs.content == nobodys.content


def test_token_does_not_read_what_was_uploaded_on_the_page(trace, client, token, operator):
    run = trace(bureau(bureau_row(issue(buyer=operator.taxpayer))))
    assert client.get(f"/api/v1/batches/{run.pk}/", headers=token).status_code == 404


def test_rows_are_read_page_by_page_and_by_cause(traced, client, token, operator):
    covered("BJ01", "11", ("2026-01-01", "2026-11-20"))
    invoice = issue(buyer=operator.taxpayer)
    told = traced(bureau(*[bureau_row(invoice)] * 60, bureau_row(invoice, 数电发票号码=free_number())))
    rows, cursor = [row["row"] for row in told["results"]], told["next"]
    while cursor:
        page = client.get(told["url"], {"cursor": cursor}, headers=token).json()
        rows, cursor = rows + [row["row"] for row in page["results"]], page["next"]
    assert rows == list(range(2, 63))
    missing = client.get(told["url"], {"cause": "NEVER_SEEN"}, headers=token).json()
    assert [row["row"] for row in missing["results"]] == [62]
    assert {row["repeats"] for row in told["results"][1:]} == {2}
    for wrong in ({"cause": "nonsense"}, {"cursor": "x"}, {"cursor": "9" * 30}):
        assert client.get(told["url"], wrong, headers=token).status_code == 400


def test_unreadable_row_says_why_and_has_no_answer(traced):
    told = traced(csv(["发票号码", "开票日期"], ["2.6112E+19", "2026-10-12"], [free_number(), "2026-13-45"]), "账.csv")
    assert told["causes"] == {"UNREADABLE": 2}
    first, second = told["results"]
    assert (first["cause"], first["answer"]) == ("UNREADABLE", None)
    assert "后几位已丢失" in first["problem"]
    assert second["problem"] == "开票日期读不出来：2026-13-45"


def every_kind_of_row(operator) -> list[dict]:
    """Rows that end in a dozen causes, and one without a number."""
    source = covered("BJ01", "11", ("2026-01-01", "2026-11-20"))
    mine, seller = operator.taxpayer, TaxpayerFactory()
    found, other = issue(buyer=mine, seller=seller), issue(buyer=mine)
    base = bureau_row(found)
    strangers = issue(buyer=TaxpayerFactory())
    source.batches.first().announcements.create(source=source, number="26112555000111222444", buyer_tax_id=mine.tax_id)
    return [
        base,
        bureau_row(mark(issue(buyer=mine), validity="VOIDED")),
        bureau_row(mark(issue(buyer=mine), validity="REVERSED", reversed_by="26112000000000000077")),
        bureau_row(mark(issue(seller=mine, buyer=seller), conflict="DUPLICATE_DIFFERS",
                        conflict_detail={"fields": ["total"]})),
        base | {"价税合计": 7}, base | {"开票日期": "2026-10-13 00:00:00"},
        base | {"数电发票号码": other_digit(other.number, 9)},
        base | {"数电发票号码": "123"}, base | {"数电发票号码": "26992555000111222333"},
        base | {"数电发票号码": "26112555000111222444"},
        base | {"数电发票号码": free_number()},
        base | {"数电发票号码": free_number(), "开票日期": "2026-11-24 00:00:00"},
        base | {"数电发票号码": free_number(), "开票日期": "2099-11-24 00:00:00"},
        base | {"数电发票号码": free_number(22), "开票日期": "2022-11-24 00:00:00"},
        bureau_row(strangers), bureau_row(strangers, 购买方名称=mine.name, 购方识别号=mine.tax_id),
        base | {"数电发票号码": ""}, base | {"数电发票号码": "", "价税合计": 8, "金额": 2},
    ]  # fmt: skip


def test_answer_of_every_row_is_that_of_the_same_question_asked_alone(traced, client, token, operator):
    told = traced(bureau(*every_kind_of_row(operator)))
    assert len(told["causes"]) >= 10, told["causes"]
    assert len(told["results"]) == 18

    def timeless(answer: dict) -> dict:
        checks = [{name: said for name, said in check.items() if name != "as_of"} for check in answer["checks"]]
        return {**answer, "as_of": "", "checks": checks, "next": {**answer["next"], "url": ""}}

    for row in told["results"]:
        alone = client.post("/api/v1/trace/", json.dumps(row["asked"]), content_type="application/json", headers=token)
        assert alone.status_code == 200, alone.content.decode()
        assert timeless(row["answer"]) == timeless(alone.json()), row["row"]
