"""Makes a copy of a person's data. May run twice, two at once, or be killed anywhere: one zip comes of it."""
import json
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import IO

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from invoice_portal.accounts.consent import VERSION
from invoice_portal.accounts.models import Person
from invoice_portal.history.record import record
from lookup.exporting.naming import safe_name, unlike
from lookup.owed import Owed
from lookup.storing import Measured, load, new_name, pieces_of, remove, store_pieces

from ..models import DataExport
from .asking import queue
from .parts import PARTS, files_of, rows_of

State = DataExport.State
FOLDER = "copies"
MOST_ATTEMPTS = 5
OWED = Owed(DataExport, State.OWED, State.MAKING, State.FAILED, "owed_at",
            timedelta(seconds=settings.LEASE_SECONDS), MOST_ATTEMPTS)  # fmt: skip


def make(export_id: str) -> bool:
    """Make the copy if nobody else is at it; tell whether it was made now."""
    claimed = OWED.take(DataExport.objects.filter(pk=export_id))
    if claimed is None:
        return False
    export = DataExport.objects.select_related("person").get(pk=export_id)
    name = new_name(FOLDER, ".zip")
    try:
        with tempfile.TemporaryFile() as file:
            with translation.override(export.language):
                _write(file, export.person)
            told = Measured()
            store_pieces(name, told.of(pieces_of(file)))
        return _deliver(export, name, told)
    except BaseException as error:
        remove(name)
        _give_up(export, error)
        raise


def requeue_owed() -> int:
    """Queue again what is owed or was left by a dead worker; return how many."""
    return OWED.requeue(queue, error="every worker that tried has died")


def _write(file: IO[bytes], person: Person) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _about().encode())
        for part in PARTS:
            with archive.open(f"data/{part.file}.json", "w") as out:
                _write_rows(out, rows_of(part, person))
        taken: set[str] = set()
        for path, stored, digest in files_of(person):
            if (data := load(stored, digest)) is not None:
                archive.writestr(_place(path, taken), data)


def _place(path: str, taken: set[str]) -> str:
    """Return where in the zip a file goes: under a name that every system takes, and no other file's."""
    folder, _slash, given = path.rpartition("/")
    stem, dot, ending = given.rpartition(".")
    return unlike(f"{folder}/{safe_name(stem or given, dot + ending if stem else '')}", taken)


def _write_rows(out: IO[bytes], rows: Iterator[dict]) -> None:
    """Write a list row by row, so that none needs to fit into memory whole."""
    out.write(b"[")
    for place, row in enumerate(rows):
        out.write(b",\n" if place else b"\n")
        out.write(json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False).encode())
    out.write(b"\n]\n")


def _about() -> str:
    text = _(
        "这是发票查找与补录平台保存的您的个人信息副本。data 文件夹中每个 JSON 文件是一类数据，"
        "files 文件夹中是您提交的文件。各类数据的用途和保留时间见平台的“个人信息处理说明”（版本 %(version)s）。\n"
    )
    return text % {"version": VERSION}


def _deliver(export: DataExport, name: str, told: Measured) -> bool:
    with transaction.atomic():
        now = timezone.now()
        made = OWED.held(export).update(
            state=State.MADE, name=name, size=told.size, digest=told.digest, made_at=now, error=""
        )
        if made:
            record("data_export", export.pk, "made")
    if not made:
        remove(name)
    return bool(made)


def _give_up(export: DataExport, error: BaseException) -> None:
    state = State.FAILED if export.attempts >= MOST_ATTEMPTS else State.OWED
    OWED.held(export).update(state=state, owed_at=timezone.now(), error=type(error).__name__)
