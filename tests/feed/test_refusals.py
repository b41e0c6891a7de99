"""A batch that is not what it says is refused whole and recorded; nothing else of it goes in."""
import io
import json
import zipfile

import pytest
from django.core.management import CommandError, call_command

from invoice_portal.history.models import Event
from lookup.models import Announcement, Batch, Change, Entry, Invoice, Span
from tests.documents import zip_of
from tests.intake.documents import xml

from .batches import announced, change, contents, covers, everything, folder, manifest, torn, written, zipped

pytestmark = pytest.mark.django_db


def nothing_went_in():
    return not any(model.objects.exists() for model in (Entry, Invoice, Announcement, Change, Span))


def refused(report):
    assert report["state"] == "REFUSED"
    assert report["detail"]
    assert nothing_went_in()
    return report["detail"]


def rich(**said) -> dict[str, bytes]:
    """A batch that says everything it can, so that a leak of any part would show."""
    files = {"invoices.zip": zip_of({"1.xml": xml(1), "2.xml": xml(2)})}
    everything = {"announced": announced(1, 2), "changes": [change(1, "VOIDED")], "covers": covers()}
    return {"manifest.json": json.dumps(manifest(files, **{"batch": 7} | everything | said)).encode()} | files


def test_file_that_differs_from_its_digest_refuses_the_batch(read, tmp_path):
    files = rich() | {"invoices.zip": zip_of({"1.xml": xml(1)})}
    assert "invoices.zip" in refused(read(written(tmp_path / "b", files)))
    batch = Batch.objects.get()
    assert (batch.number, batch.state, batch.covers_from.isoformat()) == (7, "REFUSED", "2026-10-30T16:00:00+00:00")
    assert "invoices.zip" in batch.detail


def test_file_that_is_missing_refuses_the_batch(read, tmp_path):
    files = rich()
    del files["invoices.zip"]
    assert "invoices.zip" in refused(read(zipped(tmp_path / "b.zip", files)))
    assert Batch.objects.get().state == "REFUSED"


def test_archive_that_does_not_open_refuses_the_batch_though_its_digest_is_right(read, tmp_path):
    broken = torn(zip_of({"1.xml": xml(1)}))
    assert "invoices.zip" in refused(read(folder(tmp_path / "b", files={"invoices.zip": broken})))


def test_refused_delivery_again_is_refused_once(read, tmp_path):
    path = written(tmp_path / "b", rich() | {"invoices.zip": b"other"})
    first = read(path)
    before, events = everything(), Event.objects.count()
    assert read(path) == first
    assert (everything(), Event.objects.count()) == (before, events)


def test_correct_delivery_after_a_refused_one_is_read(read, tmp_path):
    read(written(tmp_path / "bad", rich() | {"invoices.zip": b"other"}))
    assert read(written(tmp_path / "good", rich()))["state"] == "READ"
    assert list(Batch.objects.order_by("id").values_list("number", "state")) == [(7, "REFUSED"), (7, "READ")]
    assert Invoice.objects.count() == 2


def test_folder_completed_after_it_was_refused_is_read(read, tmp_path):
    files = rich()
    data = files.pop("invoices.zip")
    path = written(tmp_path / "b", files)
    assert read(path)["state"] == "REFUSED"
    (path / "invoices.zip").write_bytes(data)
    assert read(path)["state"] == "READ"


def test_same_number_with_other_content_is_refused_and_the_read_one_untouched(read, tmp_path):
    read(folder(tmp_path / "a", 1, batch=7, covers=covers()))
    before = everything()
    other = folder(tmp_path / "b", 2, batch=7, covers=covers("2026-11-01", "2026-11-02"), announced=announced(2))
    report = read(other)
    assert report["state"] == "REFUSED"
    assert (report["batch"], Batch.objects.filter(number=7, state="REFUSED").count()) == (7, 1)
    assert everything()[1:] == before[1:]
    assert everything()[0][:1] == before[0]
    assert read(tmp_path / "a")["state"] == "UNCHANGED"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"source": None}, "source"),
        ({"batch": None}, "batch"),
        ({"batch": "42"}, "batch"),
        ({"batch": True}, "batch"),
        ({"batch": 0}, "batch"),
        ({"batch": 2**31}, "batch"),
        ({"created_at": "yesterday"}, "created_at"),
        ({"created_at": "0001-01-01T00:00:00+08:00"}, "created_at"),
        ({"covers": {"from": "2026-11-01", "to": "2026-11-01"}}, "covers"),
        ({"covers": {"from": "2026-11-02", "to": "2026-11-01"}}, "covers"),
        ({"covers": {"from": "2026-11-02"}}, "covers.to"),
        ({"covers": []}, "covers"),
        ({"announced": {}}, "announced"),
        ({"announced": [{"number": 26}]}, "announced[0].number"),
        ({"announced": [{"number": "x"}]}, "announced[0].number"),
        ({"announced": ["x"]}, "announced[0]"),
        ({"announced": [{"number": "1", "seller": "1" * 21}]}, "announced[0].seller"),
        ({"changes": [change(1, "NORMAL")]}, "changes[0].status"),
        ({"changes": [change(1, "VOIDED", at=None)]}, "changes[0].at"),
        ({"changes": [change(1, "VOIDED", by="red")]}, "changes[0].by"),
        ({"changes": [change(1, "ABNORMAL", reason="a\0b")]}, "changes[0].reason"),
        ({"changes": [change(1, "ABNORMAL", reason="\ud800")]}, "changes[0].reason"),
        ({"files": [{"name": "../invoices.zip", "sha256": "0" * 64}]}, "files[0].name"),
        ({"files": [{"name": "/etc/passwd", "sha256": "0" * 64}]}, "files[0].name"),
        ({"files": [{"name": "manifest.json", "sha256": "0" * 64}]}, "files[0].name"),
        ({"files": [{"name": "a.xml", "sha256": "00"}]}, "files[0].sha256"),
    ],
)
def test_manifest_that_does_not_say_what_it_must_names_the_field(read, tmp_path, said, told):
    assert told in refused(read(written(tmp_path / "b", rich(**said))))
    recorded = Batch.objects.filter(state="REFUSED").count()
    assert recorded == (0 if said.get("source", "") is None else 1)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 100_000, b'{"source": NaN}'])
def test_manifest_that_is_no_json_object_is_refused(read, tmp_path, data):
    refused(read(written(tmp_path / "b", rich() | {"manifest.json": data})))
    assert not Batch.objects.exists()


def test_unknown_source_is_told_and_nothing_recorded_under_a_source(read, tmp_path):
    assert "NOBODY" in refused(read(written(tmp_path / "b", rich(source="NOBODY"))))
    assert not Batch.objects.exists()
    assert Event.objects.get(action="refused").data["source"] == "NOBODY"


def test_zip_that_does_not_open_is_refused(read, tmp_path):
    path = tmp_path / "b.zip"
    path.write_bytes(torn(zip_of(rich())))
    refused(read(path))


def test_zip_with_two_files_of_one_name_is_refused(read, tmp_path):
    data = io.BytesIO(zip_of(rich()))
    with zipfile.ZipFile(data, "a") as archive, pytest.warns(UserWarning):
        archive.writestr("manifest.json", b"{}")
    (tmp_path / "b.zip").write_bytes(data.getvalue())
    refused(read(tmp_path / "b.zip"))


def test_link_in_a_folder_is_not_followed(read, tmp_path):
    (tmp_path / "secret.xml").write_bytes(xml(1))
    path = written(tmp_path / "b", {"manifest.json": json.dumps(manifest({"a.xml": xml(1)})).encode()})
    (path / "a.xml").symlink_to(tmp_path / "secret.xml")
    refused(read(path))


def test_refused_batch_does_not_stop_the_others(run, tmp_path):
    folder(tmp_path / "all/1", 1, batch=1)
    written(tmp_path / "all/2", contents(2, batch=2) | {"invoices.zip": b"other"})
    folder(tmp_path / "all/3", 3, batch=3)
    (tmp_path / "all/broken.zip").write_bytes(b"PK\x03\x04 broken")
    states = [report["state"] for report in run(tmp_path / "all")]
    assert states == ["READ", "REFUSED", "READ", "REFUSED"]


def test_refusal_is_told_in_one_line_beside_the_report(source, tmp_path):
    out = io.StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("import_feed", str(written(tmp_path / "b", rich(source="NOBODY"))), stdout=out)
    assert "NOBODY" in str(refused.value)
    assert "\n" not in str(refused.value)
    assert "REFUSED" in out.getvalue()
