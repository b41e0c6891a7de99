"""What is in the zip, and that it is whole whatever happens to the worker."""
import io
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone
from openpyxl import load_workbook

from invoice_portal.history.record import history_of
from invoice_portal.papers.codes import plain
from lookup.exporting import gathering, packing, working
from lookup.exporting.claim import LEASE, MOST_ATTEMPTS
from lookup.models import Download, Export, Invoice, PartyName, PdfFile
from lookup.tasks import forget_old_exports, requeue_owed_exports, work_on_export

from .conftest import make, taken

INDEX = "00_发票清单.xlsx"


def index_of(archive) -> list[tuple]:
    sheet = load_workbook(io.BytesIO(archive.read(INDEX))).active
    return [row for row in sheet.iter_rows(min_row=2, values_only=True) if isinstance(row[0], int)]


def test_it_holds_a_pdf_of_each_and_an_index(person, ordered, invoices):
    make(ordered)
    archive = taken(person, ordered)
    assert archive.testzip() is None
    names = [name for name in archive.namelist() if name.endswith(".pdf")]
    newest_first = list(reversed(invoices))
    for name, invoice in zip(names, newest_first, strict=True):
        assert name.startswith(f"{invoice.issue_date}_{invoice.seller_name.name}_{invoice.number}_{invoice.total}")
        assert archive.read(name).startswith(b"%PDF-")
        assert archive.getinfo(name).flag_bits & 0x800, "names are UTF-8"
    rows = index_of(archive)
    assert [(row[1], row[3], float(row[12])) for row in rows] == [
        (name, invoice.number, float(invoice.total)) for name, invoice in zip(names, newest_first, strict=True)
    ]
    assert all(not row[15] or plain(row[15]) for row in rows)


def test_texts_in_the_index_are_never_formulas(person, ordered, invoices):
    PartyName.objects.filter(pk=invoices[0].seller_name_id).update(name="=HYPERLINK(1)/CON:*?")
    make(ordered)
    archive = taken(person, ordered)
    sheet = load_workbook(io.BytesIO(archive.read(INDEX))).active
    risky = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert len(risky) == 1 and risky[0].data_type == "s"
    assert not any(set(name) & set('<>:"/\\|?*=') for name in archive.namelist())


def test_downloading_notes_who_has_which_and_is_told_in_the_history(person, ordered, invoices, operator):
    make(ordered)
    taken(person, ordered), taken(person, ordered)
    named = person.get(f"/exports/{ordered.pk}/file/")["Content-Disposition"]
    assert named.startswith("attachment") and "%E5%BC%A0.zip" in named
    assert set(Download.objects.values_list("invoice", "taxpayer")) == {(i.pk, operator.taxpayer_id) for i in invoices}
    actions = [event.action for event in history_of("export", ordered.pk)]
    assert actions == ["asked", "made", *["downloaded"] * 3]


def test_only_what_the_operator_may_still_see_is_put_in(person, ordered, invoices):
    Invoice.objects.filter(pk=invoices[1].pk).update(buyer=invoices[1].seller)
    make(ordered)
    archive = taken(person, ordered)
    assert len(archive.namelist()) == 3 and not any(invoices[1].number in name for name in archive.namelist())
    assert invoices[1].number not in str(index_of(archive))


def test_after_a_right_was_taken_away_it_is_not_handed_out(person, ordered, operator):
    make(ordered)
    type(operator).objects.filter(pk=operator.pk).update(sees_purchases=False)
    response = person.get(f"/exports/{ordered.pk}/file/")
    assert (response.status_code, Download.objects.count()) == (403, 0)
    assert "权限有变化" in response.content.decode()


def test_one_that_cannot_be_printed_is_said_in_the_index_and_the_rest_is_there(person, ordered, invoices):
    Invoice.objects.filter(pk=invoices[0].pk).update(lines=[{"amount": "not a number"}])
    export = make(ordered)
    assert (export.state, export.done, export.without) == ("MADE", 2, 1)
    rows = index_of(taken(person, export))
    assert [bool(row[1]) for row in rows] == [True, True, False] and "未能生成" in rows[2][16]
    assert "1 张的 PDF 未能生成" in person.get(f"/exports/{export.pk}/").content.decode()


def test_a_pdf_whose_file_is_gone_is_made_again(person, ordered, invoices, files):
    for invoice in invoices:
        gathering.make_one(invoice.pk)
    files()[0].unlink()
    assert make(ordered).done == 3


class PowerCut(BaseException):
    """Nothing that the product could catch."""


@pytest.mark.parametrize(
    ("module", "name", "at"),
    [
        (gathering, "make_one", 1), (gathering, "make_one", 3), (packing, "file_name", 2), (working, "record", 1),
        (working, "store_pieces", 1),
    ],
    ids=["first PDF", "last PDF", "amid the zip", "marking it", "writing it"],
)  # fmt: skip
def test_killed_anywhere_it_goes_on_and_one_zip_comes_of_it(person, ordered, files, monkeypatch, module, name, at):
    real, times = getattr(module, name), []

    def dying(*args, **kwargs):
        times.append(1)
        if len(times) == at:
            raise PowerCut
        return real(*args, **kwargs)

    monkeypatch.setattr(module, name, dying)
    with pytest.raises(PowerCut):
        make(ordered)
    made = PdfFile.objects.filter(state="MADE").count()
    work_on_export(str(ordered.pk))
    assert Export.objects.get().state == "MAKING", "its claim stands"
    Export.objects.update(claimed_at=timezone.now() - LEASE - timedelta(seconds=1))
    requeue_owed_exports()
    export = make(ordered)
    assert (export.state, export.done) == ("MADE", 3)
    assert len(taken(person, export).namelist()) == 4
    assert len([path for path in files() if "exports" in path.parts]) == 1
    assert made <= PdfFile.objects.filter(state="MADE", attempts=1).count(), "what was made is not made again"


def test_it_goes_on_in_turns_and_tells_how_far_it_is(person, ordered, monkeypatch):
    monkeypatch.setattr(gathering, "TURN_SECONDS", 0.0)
    monkeypatch.setattr(gathering, "TOLD_EVERY", 0.0)
    seen = []
    for _turn in range(12):
        work_on_export(str(ordered.pk))
        ordered.refresh_from_db()
        seen.append((ordered.state, ordered.done))
        if ordered.state == "MADE":
            break
        # As long as a turn takes at least one.
        monkeypatch.setattr(gathering, "TURN_SECONDS", 0.05 if len(seen) == 1 else 20.0)
    assert seen[0] == ("OWED", 0) and seen[-1] == ("MADE", 3)
    assert [done for _state, done in seen] == sorted(done for _state, done in seen)


def test_one_that_kills_every_worker_has_failed(person, ordered):
    dead = timezone.now() - LEASE - timedelta(seconds=1)
    Export.objects.update(state="MAKING", attempts=MOST_ATTEMPTS, claimed_at=dead)
    requeue_owed_exports()
    assert "请重新提交" in person.get(f"/exports/{ordered.pk}/").content.decode()


def test_removed_while_it_is_made_nothing_is_left(person, ordered, files, monkeypatch):
    real = working.store_pieces

    def removed_meanwhile(name, pieces):
        real(name, pieces)
        person.post(f"/exports/{ordered.pk}/remove/")

    monkeypatch.setattr(working, "store_pieces", removed_meanwhile)
    work_on_export(str(ordered.pk))
    assert Export.objects.get().state == "REMOVED"
    assert not [path for path in files() if "exports" in path.parts]
    assert person.get(f"/exports/{ordered.pk}/").status_code == 404


def test_after_a_week_it_is_gone(person, ordered, files):
    make(ordered)
    Export.objects.update(created_at=timezone.now() - timedelta(days=7, seconds=1))
    assert person.get(f"/exports/{ordered.pk}/file/").status_code == 404
    forget_old_exports()
    assert not Export.objects.exists() and not [path for path in files() if "exports" in path.parts]


def test_a_damaged_zip_is_not_handed_out(person, ordered, files):
    make(ordered)
    (path,) = [path for path in files() if "exports" in path.parts]
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert person.get(f"/exports/{ordered.pk}/file/").status_code == 410
    assert not Download.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one_zip(person, ordered, files):
    together = Barrier(2)

    def work():
        together.wait()
        make(Export.objects.get())
        connection.close()

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (Export.objects.get().state, len([p for p in files() if "exports" in p.parts])) == ("MADE", 1)
    assert [event.action for event in history_of("export", ordered.pk)] == ["asked", "made"]
