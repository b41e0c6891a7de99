import json
import os
import threading
import time
from pathlib import Path

import pytest
from django.db import connection

from lookup.feed import dropping
from lookup.feed.dropping import read_dropped
from lookup.models import Batch, Invoice
from tests.documents import zip_of

from .batches import contents, everything, folder, torn, written, zipped

pytestmark = pytest.mark.django_db


@pytest.fixture
def drop(settings, tmp_path, source) -> Path:
    settings.FEED_DROP_DIR = tmp_path / "drop"
    settings.FEED_DROP_DIR.mkdir()
    return settings.FEED_DROP_DIR


@pytest.fixture
def quiet(monkeypatch):
    monkeypatch.setattr(dropping, "QUIET", -1.0)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_complete_batches_are_read_in_order_and_moved_away(drop):
    zipped(drop / "a.zip", contents(2, batch=2))
    folder(drop / "b", 1, batch=1)
    assert [(report.batch, report.state) for report in read_dropped()] == [(1, "READ"), (2, "READ")]
    assert names(drop) == ["done"]
    assert names(drop / "done") == ["a.zip", "a.zip.report.json", "b", "b.report.json"]
    assert json.loads((drop / "done/b.report.json").read_text())[0]["accepted"] == 1
    assert read_dropped() == []


def test_half_written_batch_is_left_alone_until_it_is_complete(drop):
    files = contents(1)
    data = files.pop("invoices.zip")
    path = written(drop / "b", files)
    (drop / "z.zip").write_bytes(torn(zip_of(contents(2, batch=2))))
    (path / "invoices.zip").write_bytes(data[:50])
    assert read_dropped() == []
    assert not Batch.objects.exists()
    (path / "invoices.zip").write_bytes(data)
    assert [report.state for report in read_dropped()] == ["READ"]
    assert names(drop) == ["done", "z.zip"]


def test_batch_that_stays_incomplete_is_refused_and_moved_away(drop, quiet):
    files = contents(1, batch=3)
    del files["invoices.zip"]
    written(drop / "b", files)
    (drop / "note.txt").write_text("hello")
    assert {report.state for report in read_dropped()} == {"REFUSED"}
    assert names(drop) == ["refused"]
    assert names(drop / "refused") == ["b", "b.report.json", "note.txt", "note.txt.report.json"]
    assert Batch.objects.get().state == "REFUSED"


def test_copied_file_with_an_old_time_is_not_taken_to_be_quiet(drop):
    path = drop / "a.zip"
    path.write_bytes(b"PK\x03\x04 half")
    os.utime(path, (1, 1))
    assert read_dropped() == []


def test_nothing_is_ever_overwritten(drop):
    for batch in (1, 2):
        zipped(drop / "b.zip", contents(batch, batch=batch))
        read_dropped()
    assert names(drop / "done") == ["b.2.zip", "b.2.zip.report.json", "b.zip", "b.zip.report.json"]


def test_killed_between_reading_and_moving_the_next_run_only_moves(drop, monkeypatch):
    folder(drop / "b", 1)
    with monkeypatch.context() as patch:
        patch.setattr(dropping, "_move", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            read_dropped()
    before = everything()
    assert [report.state for report in read_dropped()] == ["UNCHANGED"]
    assert everything() == before
    assert "b" in names(drop / "done")


def test_links_are_left_where_they_are(drop, tmp_path, quiet):
    (drop / "link").symlink_to(folder(tmp_path / "elsewhere", 1))
    assert read_dropped() == []
    assert names(drop) == ["link"]
    assert names(tmp_path / "elsewhere") == ["invoices.zip", "manifest.json"]


def test_folder_is_made_if_it_is_not_there(settings, tmp_path, source):
    settings.FEED_DROP_DIR = tmp_path / "new/drop"
    assert read_dropped() == []
    assert settings.FEED_DROP_DIR.is_dir()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_that_look_at_once_read_each_batch_once(drop):
    for batch in range(1, 6):
        folder(drop / str(batch), batch, batch=batch)
    reports = []

    def look():
        for _ in range(20):
            reports.extend(read_dropped())
            time.sleep(0.01)
        connection.close()

    threads = [threading.Thread(target=look) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted((report.batch, report.state) for report in reports) == [(n, "READ") for n in range(1, 6)]
    assert Invoice.objects.count() == 5
