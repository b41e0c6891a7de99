import json

import pytest
from django.core.management import CommandError, call_command

from invoice_portal.history.record import history_of
from lookup.models import Batch, Entry, Invoice
from tests.documents import zip_of
from tests.factories import TaxpayerFactory
from tests.intake.documents import number, xml

from .batches import announced, change, contents, covers, everything, folder, prefixed, written, zipped

pytestmark = pytest.mark.django_db


def counts(report):
    return {name: report[name] for name in ("state", "read", "accepted", "quarantined", "unchanged")}


def reasons(report):
    return {entry["path"]: entry["reason"] for entry in report["entries"]}


def test_folder_is_read_and_reported(read, tmp_path):
    report = read(folder(tmp_path / "b", 1, 2, batch=42, announced=announced(1, 2, 3), covers=covers(),
                         changes=[change(1, "VOIDED")]))  # fmt: skip
    assert report == {
        "path": str(tmp_path / "b"), "source": "BJ01", "batch": 42, "state": "READ", "detail": "", "read": 2,
        "accepted": 2, "quarantined": 0, "unchanged": 0, "announced": 3, "changes": 1, "entries": [],
    }  # fmt: skip
    batch = Batch.objects.get()
    assert (batch.number, batch.state, batch.covers_to.isoformat()) == (42, "READ", "2026-10-31T16:00:00+00:00")
    assert [event.action for event in history_of("batch", batch.pk)] == ["received", "read"]
    assert set(Entry.objects.values_list("path", "state")) == {("invoices.zip/1.xml", "ACCEPTED"),
                                                               ("invoices.zip/2.xml", "ACCEPTED")}  # fmt: skip


def test_zip_is_the_same_delivery_as_its_folder(read, tmp_path):
    files = contents(1, 2, covers=covers())
    assert read(zipped(tmp_path / "b.zip", files))["state"] == "READ"
    before = everything()
    assert counts(read(written(tmp_path / "b", files))) == {
        "state": "UNCHANGED", "read": 0, "accepted": 0, "quarantined": 0, "unchanged": 0,
    }  # fmt: skip
    assert everything() == before


def test_documents_lie_beside_the_manifest_in_any_format(read, tmp_path):
    files = {"a.xml": xml(1), "more/b.xml": xml(2), "inside.zip": zip_of({"deep.zip": zip_of({"c.xml": xml(3)})})}
    report = read(folder(tmp_path / "b", files=files))
    assert counts(report) == {"state": "READ", "read": 3, "accepted": 3, "quarantined": 0, "unchanged": 0}


def test_one_bad_document_never_stops_the_others(read, tmp_path):
    documents = {
        "good.xml": xml(1), "sum.xml": xml(2, total="107.00"), "buyer.xml": xml(3, buyer_id="91110000T5MY01MRNX"),
        "ahead.xml": xml(4, issued="2099-01-01"), "noise.xml": b"\x00\x01 noise", "last.xml": xml(5),
    }  # fmt: skip
    report = read(folder(tmp_path / "b", files={"i.zip": zip_of(documents)}))
    assert counts(report) == {"state": "READ", "read": 6, "accepted": 2, "quarantined": 4, "unchanged": 0}
    assert reasons(report) == {
        "i.zip/sum.xml": "AMOUNTS_DISAGREE", "i.zip/buyer.xml": "BAD_BUYER_ID", "i.zip/ahead.xml": "BAD_DATE",
        "i.zip/noise.xml": "UNREADABLE",
    }  # fmt: skip
    wrong_sum = next(entry for entry in report["entries"] if entry["reason"] == "AMOUNTS_DISAGREE")
    assert wrong_sum["number"] == number(2)
    assert wrong_sum["field"] == "total"
    assert bytes(Entry.objects.get(number=number(2)).raw) == documents["sum.xml"]


def test_tax_id_that_breaks_the_rules_but_is_registered_is_good(read, tmp_path):
    TaxpayerFactory(tax_id="91110000T5MY01MRNX", kind="ENTERPRISE")
    report = read(folder(tmp_path / "b", files={"a.xml": xml(1, buyer_id="91110000T5MY01MRNX")}))
    assert counts(report)["accepted"] == 1


def test_document_that_differs_from_the_record_makes_it_abnormal(read, tmp_path):
    read(folder(tmp_path / "1", 1))
    report = read(folder(tmp_path / "2", files={"a.xml": xml(1, issued="2026-10-13")}, batch=2))
    assert reasons(report) == {"a.xml": "DUPLICATE_DIFFERS"}
    assert Invoice.objects.get().conflict == "DUPLICATE_DIFFERS"


def test_several_batches_are_read_in_the_order_of_their_numbers(run, tmp_path):
    folder(tmp_path / "all/b", 10, batch=10)
    zipped(tmp_path / "all/c.zip", contents(9, batch=9))
    folder(tmp_path / "all/a", 11, batch=11)
    (tmp_path / "all/readme.txt").write_text("not a batch")
    assert [report["batch"] for report in run(tmp_path / "all")] == [9, 10, 11]


def test_zip_of_several_batches_holds_folders_and_zips(run, tmp_path):
    files = prefixed("two", contents(2, batch=2)) | {"one.zip": zip_of(contents(1, batch=1))}
    reports = run(zipped(tmp_path / "all.zip", files))
    assert [(report["batch"], report["accepted"]) for report in reports] == [(1, 1), (2, 1)]


@pytest.mark.parametrize("made", ["missing", "empty folder", "text", "zip without manifest"])
def test_path_without_a_batch_ends_with_one_clear_line(source, tmp_path, made, capsys):
    path = tmp_path / "x"
    if made == "empty folder":
        path.mkdir()
    elif made == "text":
        path.write_text("hello")
    elif made == "zip without manifest":
        zipped(path, {"a.xml": xml(1)})
    with pytest.raises(CommandError) as refused:
        call_command("import_feed", str(path), json=True)
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert capsys.readouterr().out == ""


def test_manifest_in_windows_spelling_is_read(read, tmp_path):
    files = contents(1)
    files["manifest.json"] = b"\xef\xbb\xbf" + files["manifest.json"]
    said = json.loads(contents(1)["manifest.json"])
    said["files"][0]["sha256"] = said["files"][0]["sha256"].upper()
    assert read(written(tmp_path / "a", files))["state"] == "READ"
    files["manifest.json"] = json.dumps(said | {"batch": 2}).encode()
    assert read(written(tmp_path / "b", files))["state"] == "READ"
