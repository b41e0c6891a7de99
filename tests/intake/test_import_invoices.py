import io
import json
import zipfile

import pytest
from django.core.management import CommandError, call_command

from lookup.models import Batch, Entry, Invoice
from lookup.sources import register_source, span_of
from tests.reading import ledgers, pictures

from .documents import number, xml

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def source():
    return register_source(code="BJ01", name="北京", region="11", every=span_of("24h"))


def run(*paths, source="BJ01") -> dict:
    out = io.StringIO()
    call_command("import_invoices", *map(str, paths), source=source, json=True, stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue())


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def counts(report):
    return {name: report[name] for name in ("read", "accepted", "quarantined", "unchanged")}


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (Batch, Entry, Invoice)]


def test_folder_with_good_and_bad_documents_lets_the_good_ones_in(tmp_path):
    (tmp_path / "good.xml").write_bytes(xml(1))
    (tmp_path / "sum.xml").write_bytes(xml(2, total="107.00"))
    (tmp_path / "buyer.xml").write_bytes(xml(3, buyer_id="91110000T5MY01MRNX"))
    (tmp_path / "ahead.xml").write_bytes(xml(4, issued="2099-01-01"))
    (tmp_path / "noise.xml").write_bytes(b"\x00\x01 not xml")
    report = run(tmp_path)
    assert counts(report) == {"read": 5, "accepted": 1, "quarantined": 4, "unchanged": 0}
    assert {entry["path"].split("/")[-1]: entry["reason"] for entry in report["entries"]} == {
        "sum.xml": "AMOUNTS_DISAGREE",
        "buyer.xml": "BAD_BUYER_ID",
        "ahead.xml": "BAD_DATE",
        "noise.xml": "UNREADABLE",
    }
    assert list(Invoice.objects.values_list("number", flat=True)) == [number(1)]
    assert bytes(Entry.objects.get(number=number(2)).raw) == xml(2, total="107.00")


def test_same_files_again_change_nothing(tmp_path):
    (tmp_path / "good.xml").write_bytes(xml(1))
    (tmp_path / "bad.xml").write_bytes(xml(2, total="107.00"))
    (tmp_path / "more.zip").write_bytes(zipped({"a.xml": xml(3), "b.xml": xml(1)}))
    run(tmp_path)
    before = everything()
    assert counts(run(tmp_path)) == {"read": 4, "accepted": 0, "quarantined": 0, "unchanged": 4}
    assert everything() == before


def test_archive_is_told_by_content_and_opened_to_the_second_level(tmp_path):
    inner = zipped({"2.xml": xml(2)})
    (tmp_path / "invoices.xml").write_bytes(zipped({"1.xml": xml(1), "inner.zip": inner, "__MACOSX/._1.xml": b"x"}))
    assert counts(run(tmp_path / "invoices.xml")) == {"read": 2, "accepted": 2, "quarantined": 0, "unchanged": 0}
    assert set(Entry.objects.values_list("path", flat=True)) == {"invoices.xml/1.xml", "invoices.xml/inner.zip/2.xml"}


def test_archive_with_hostile_members_lets_the_rest_in(tmp_path):
    bomb = b"<a>" + b" " * 5_000_000
    deep = zipped({"x.zip": zipped({"y.zip": zipped({"z.xml": xml(9)})})})
    (tmp_path / "a.zip").write_bytes(zipped({"bomb.xml": bomb, "../../up.xml": xml(1), "deep.zip": deep}))
    (tmp_path / "torn.zip").write_bytes(zipped({"t.xml": xml(2)})[:-30])
    report = run(tmp_path)
    assert counts(report) == {"read": 4, "accepted": 1, "quarantined": 3, "unchanged": 0}
    assert {entry["reason"] for entry in report["entries"]} == {"UNREADABLE"}


def test_document_that_contradicts_the_record_is_quarantined(tmp_path):
    (tmp_path / "first.xml").write_bytes(xml(1))
    run(tmp_path / "first.xml")
    (tmp_path / "second.xml").write_bytes(xml(1, issued="2026-10-13"))
    report = run(tmp_path / "second.xml")
    assert [(e["reason"], e["field"]) for e in report["entries"]] == [("DUPLICATE_DIFFERS", "issue_date")]
    invoice = Invoice.objects.get()
    assert (str(invoice.issue_date), invoice.conflict) == ("2026-10-12", "DUPLICATE_DIFFERS")


def test_other_source_sending_the_same_document_adds_an_entry_only(tmp_path):
    register_source(code="SH01", name="上海", region="31", every=span_of("24h"))
    (tmp_path / "a.xml").write_bytes(xml(1))
    run(tmp_path / "a.xml")
    assert counts(run(tmp_path / "a.xml", source="SH01"))["unchanged"] == 1
    assert (Invoice.objects.count(), Entry.objects.count()) == (1, 2)


@pytest.mark.parametrize(("path", "code"), [("a.xml", "NONE"), ("missing.xml", "BJ01")])
def test_unknown_source_or_path_is_refused_in_one_line(tmp_path, path, code):
    (tmp_path / "a.xml").write_bytes(xml(1))
    with pytest.raises(CommandError) as refused:
        run(tmp_path / path, source=code)
    assert "\n" not in str(refused.value)
    assert not Entry.objects.exists()


def test_summary_lists_what_was_quarantined_and_why(tmp_path):
    (tmp_path / "bad.xml").write_bytes(xml(2, total="107.00"))
    out, err = io.StringIO(), io.StringIO()
    call_command("import_invoices", str(tmp_path), source="BJ01", stdout=out, stderr=err)
    assert "bad.xml\tAMOUNTS_DISAGREE\ttotal" in out.getvalue()
    assert "1" in err.getvalue()


def test_document_too_long_for_a_record_costs_only_itself(tmp_path):
    files = {f"{place}.xml": xml(place) for place in range(1, 6)}
    files["3.xml"] = xml(3).replace(b"<Quantity>", b"<SpecMod>" + b"x" * 20_000 + b"</SpecMod><Quantity>")
    (tmp_path / "a.zip").write_bytes(zipped(files))
    assert counts(run(tmp_path)) == {"read": 5, "accepted": 4, "quarantined": 1, "unchanged": 0}


def test_rows_of_the_bureaus_export_become_records_and_the_bad_ones_wait(tmp_path):
    state = {"发票状态": "已作废"}
    lost = {"数电发票号码": 2.6112e19}
    (tmp_path / "export.xml").write_bytes(
        ledgers.export(ledgers.a_row(1), ledgers.a_row(2, **state), ledgers.a_row(3, **lost), ledgers.a_row(4, 税额=14))
    )
    report = run(tmp_path / "export.xml")
    assert counts(report) == {"read": 4, "accepted": 2, "quarantined": 2, "unchanged": 0}
    assert [(entry["path"], entry["reason"]) for entry in report["entries"]] == [
        ("export.xml#4", "UNREADABLE"), ("export.xml#5", "AMOUNTS_DISAGREE"),
    ]  # fmt: skip
    assert dict(Invoice.objects.values_list("number", "validity")) == {
        "26112000000099900001": "NORMAL", "26112000000099900002": "VOIDED",
    }  # fmt: skip
    assert "2.6112" in bytes(Entry.objects.get(path="export.xml#4").raw).decode()
    before = everything()
    assert counts(run(tmp_path / "export.xml"))["unchanged"] == 4
    assert everything() == before


def test_photograph_alone_names_no_party_and_waits(tmp_path):
    (tmp_path / "a.jpg").write_bytes(pictures.encoded(pictures.page(pictures.DIGITAL), "JPEG"))
    report = run(tmp_path)
    assert [(entry["reason"], entry["field"]) for entry in report["entries"]] == [("MISSING_FIELD", "seller_name")]
    assert not Invoice.objects.exists()
