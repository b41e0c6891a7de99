"""Imports that run at the same time: of one source they take turns, of two they meet only on the same numbers."""
import threading
import time
from pathlib import Path

import pytest
from django.db import connection, transaction

from lookup.feed.delivery import FolderDelivery
from lookup.feed.reading import read_batch
from lookup.intake.turns import turn_of
from lookup.models import Announcement, Batch, Change, Entry, Invoice
from lookup.sources import register_source, span_of
from tests.documents import red_einvoice_xml
from tests.intake.documents import BUYER_ID, SELLER_ID, number, xml

from .batches import announced, change, folder

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
PAPERS = range(1, 60)


@pytest.fixture(autouse=True)
def sources():
    return [register_source(code=code, name=code, region="11", every=span_of("24h")) for code in ("BJ01", "BJ02")]


def at_once(*folders: Path) -> list[dict]:
    """Read each batch in a thread of its own, and return the reports."""
    reports: list = [None] * len(folders)
    ready = threading.Barrier(len(folders))

    def read(place: int, path: Path) -> None:
        try:
            ready.wait()
            reports[place] = read_batch(FolderDelivery(path)).as_json()
        finally:
            connection.close()

    threads = [threading.Thread(target=read, args=pair) for pair in enumerate(folders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return reports


def test_one_delivery_read_twice_at_once_is_read_once(tmp_path):
    made = folder(tmp_path / "b", *PAPERS)
    states = sorted(report["state"] for report in at_once(made, made, made))
    assert states == ["READ", "UNCHANGED", "UNCHANGED"]
    assert (Batch.objects.count(), Entry.objects.count(), Invoice.objects.count()) == (1, len(PAPERS), len(PAPERS))


def test_two_sources_sending_the_same_numbers_make_one_record_each(tmp_path):
    parts = [
        folder(tmp_path / "1", files={f"{n}.xml": xml(n) for n in PAPERS}),
        folder(tmp_path / "2", files={f"{60 - n}.xml": xml(n) for n in PAPERS}, source="BJ02"),
    ]
    reports = at_once(*parts)
    assert [report["state"] for report in reports] == ["READ", "READ"]
    assert sum(report["accepted"] for report in reports) == Invoice.objects.count() == len(PAPERS)
    assert sum(report["unchanged"] for report in reports) == len(PAPERS)


def test_what_two_imports_say_of_each_others_records_is_not_lost(tmp_path):
    reds = {f"{n}.xml": red(n) for n in range(1, 20)}
    # Both know the parties already, or the second would wait for the first to make them.
    known = {"1.xml": xml(400), "2.xml": red(401)}
    at_once(folder(tmp_path / "0", batch=9, files=known, announced=announced(1, 400, 501)))
    blue = folder(tmp_path / "1", *PAPERS)
    others = folder(
        tmp_path / "2", files=reds, source="BJ02", changes=[change(n, "VOIDED") for n in range(20, 60)],
    )  # fmt: skip
    on_their_way = folder(tmp_path / "3", source="BJ02", batch=2, announced=announced(*PAPERS))
    first = threading.Thread(target=at_once, args=[blue])
    with transaction.atomic():
        # The first import has written its records and cannot commit: it waits for this row.
        Announcement.objects.select_for_update().get(number=number(1))
        first.start()
        wait_until_it_waits()
        assert {report["state"] for report in at_once(others) + at_once(on_their_way)} == {"READ"}
        assert not Change.objects.exclude(applied_at=None).exists()
    first.join(60)
    assert set(Invoice.objects.filter(number__in=map(number, range(1, 20))).values_list("validity")) == {("REVERSED",)}
    assert set(Invoice.objects.filter(number__in=map(number, range(20, 60))).values_list("validity")) == {("VOIDED",)}
    assert not Change.objects.filter(applied_at=None).exists()
    assert not Announcement.objects.filter(arrived_at=None).exists()


def red(of: int) -> bytes:
    return red_einvoice_xml(
        number(100 + of), number(of), amount="-106.00", tax="0.00", total="-106.00", lines=(), kind="02",
        buyer_id=BUYER_ID, seller_id=SELLER_ID,
    )  # fmt: skip


def wait_until_it_waits() -> None:
    for _ in range(500):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted")
            if cursor.fetchone():
                return
        time.sleep(0.02)
    pytest.fail("nobody waits")


def test_sources_do_not_wait_for_each_other(tmp_path, sources):
    made = folder(tmp_path / "b", 1, source="BJ02")
    held, done = threading.Event(), threading.Event()

    def hold():
        with turn_of(sources[0]):
            held.set()
            done.wait(30)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(30)
    (report,) = at_once(made)
    done.set()
    thread.join()
    assert report["state"] == "READ"
