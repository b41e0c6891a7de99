"""Batches made for tests: a folder or zip with a manifest whose digests are right, and easy to spoil."""
import hashlib
import io
import json
import zipfile
from pathlib import Path

from lookup.models import Announcement, Batch, Change, Entry, Invoice, Span
from tests.documents import zip_of
from tests.intake.documents import number, xml

DAY = ("2026-10-31T00:00:00+08:00", "2026-11-01T00:00:00+08:00")


def manifest(files: dict[str, bytes], /, **said) -> dict:
    """A manifest that lists the files; ``said`` adds to it or takes its place."""
    return {
        "source": "BJ01", "batch": 1, "created_at": "2026-11-01T08:00:00+08:00",
        "files": [{"name": name, "sha256": hashlib.sha256(data).hexdigest()} for name, data in files.items()],
    } | said  # fmt: skip


def covers(start: str = DAY[0], end: str = DAY[1]) -> dict:
    return {"from": start, "to": end}


def announced(*sequences: int, buyer: str | None = None, seller: str | None = None) -> list[dict]:
    return [{"number": number(sequence), "seller": seller, "buyer": buyer} for sequence in sequences]


def change(sequence: int, status: str, at: str = "2026-10-31T09:00:00+08:00", **said) -> dict:
    unsaid = {"by": None, "replaced_by": None, "reason": None}
    return {"number": number(sequence), "status": status, "at": at} | unsaid | said


def contents(*sequences: int, batch: int = 1, files: dict[str, bytes] | None = None, **said) -> dict[str, bytes]:
    """Everything in a batch of the documents of these sequences in one zip, or of the ``files`` given."""
    if files is None:
        files = {"invoices.zip": zip_of({f"{n}.xml": xml(n) for n in sequences})} if sequences else {}
    return {"manifest.json": json.dumps(manifest(files, batch=batch, **said)).encode()} | files


def folder(path: Path, *sequences: int, **said) -> Path:
    return written(path, contents(*sequences, **said))


def written(path: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return path


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(zip_of(files))
    return path


def prefixed(prefix: str, files: dict[str, bytes]) -> dict[str, bytes]:
    return {f"{prefix}/{name}": data for name, data in files.items()}


def torn(data: bytes) -> bytes:
    """A zip whose directory is cut off."""
    assert zipfile.is_zipfile(io.BytesIO(data))
    return data[:-40]


def everything() -> list[list[dict]]:
    """All that a batch may write, to see that nothing of it changed."""
    models = (Batch, Entry, Invoice, Announcement, Change, Span)
    return [list(model.objects.order_by("pk").values()) for model in models]
