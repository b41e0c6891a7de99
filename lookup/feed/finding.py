"""The batches under a path: a folder or a zip that is one, or that holds several, each a folder or zip of its own."""
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from invoice_portal.refusal import Refusal
from lookup.intake.arriving import ZIP_STARTS, is_clutter, shown_name

from .delivery import Delivery, FolderDelivery, Unopenable, ZipDelivery, open_zip
from .manifest import NAME, BadManifest, parse


@dataclass(frozen=True)
class Found:
    """A batch that can be opened; ``open`` raises Unopenable if it cannot after all."""

    shown: str
    open: Callable[[], AbstractContextManager[Delivery]]


def batches_under(path: Path) -> list[Found]:
    """Return the batches under a path in the order of their numbers.

    Raises :class:`Refusal` if there is no such path or no batch.
    """
    if not path.exists():
        raise Refusal("no_such_path", _("没有这个文件或文件夹：%(path)s") % {"path": path}, status=404)
    found = _in_folder(path) if path.is_dir() else _in_file(path)
    if not found:
        raise Refusal("no_batch", _("其中没有批次（没有 manifest.json）：%(path)s") % {"path": path}, status=404)
    return in_order(found)


def in_order(found: list[Found]) -> list[Found]:
    """Sort batches by source and number."""
    return sorted(found, key=number_of) if len(found) > 1 else found


def batches_in_zip(stream: BinaryIO, shown: str) -> list[Found]:
    """Return the batches in a zip that stays open while they are read; raises Unopenable."""
    archive = open_zip(stream)
    names = [shown_name(member) for member in archive.infolist() if not member.is_dir()]
    if NAME in names:
        return [Found(shown, lambda: _zip_part(archive, shown, ""))]
    folders = [name.split("/")[0] for name in names if name.count("/") == 1 and name.endswith(f"/{NAME}")]
    inner = [name for name in names if name.count("/") == 0 and name.lower().endswith(".zip")]
    found = [_part(archive, shown, folder) for folder in folders if not is_clutter(f"{folder}/{NAME}")]
    return found + [_inner(archive, shown, name) for name in inner if not is_clutter(name)]


def number_of(found: Found) -> tuple:
    """Return what batches are sorted by: source and number; what cannot be read comes last."""
    try:
        with found.open() as delivery:
            manifest = parse(delivery.manifest())
    except (Unopenable, BadManifest):
        return (True, "", 0, found.shown)
    return (False, manifest.source, manifest.batch, found.shown)


def _in_folder(path: Path) -> list[Found]:
    if (path / NAME).is_file():
        return [_folder(path)]
    found = []
    for child in sorted(path.iterdir()):
        if child.is_symlink() or child.name.startswith("."):
            continue
        if child.is_dir() and (child / NAME).is_file():
            found.append(_folder(child))
        elif child.is_file():
            found += _in_file(child)
    return found


def _in_file(path: Path) -> list[Found]:
    """Return the batches of a file; one that should be a zip and does not open is a batch that is refused."""
    with path.open("rb") as stream:
        if stream.read(4) not in ZIP_STARTS and path.suffix.lower() != ".zip":
            return []
        try:
            inside = batches_in_zip(stream, str(path))
        except Unopenable as error:
            return [_broken(str(path), error)]
    return [Found(one.shown, _reopened(path, place)) for place, one in enumerate(inside)]


def _reopened(path: Path, place: int) -> Callable[[], AbstractContextManager[Delivery]]:
    """Open the file when the batch is read: there may be thousands of them."""

    @contextmanager
    def opened() -> Iterator[Delivery]:
        try:
            with path.open("rb") as stream, batches_in_zip(stream, str(path))[place].open() as delivery:
                yield delivery
        except OSError as error:
            raise Unopenable(f"{path}：{error.strerror}") from None

    return opened


def _folder(path: Path) -> Found:
    @contextmanager
    def opened() -> Iterator[Delivery]:
        yield FolderDelivery(path)

    return Found(str(path), opened)


def _broken(shown: str, error: Unopenable) -> Found:
    @contextmanager
    def opened() -> Iterator[Delivery]:
        raise error
        yield

    return Found(shown, opened)


@contextmanager
def _zip_part(archive: zipfile.ZipFile, shown: str, prefix: str) -> Iterator[Delivery]:
    yield ZipDelivery(archive, shown, prefix)


def _part(archive: zipfile.ZipFile, shown: str, folder: str) -> Found:
    return Found(f"{shown}/{folder}", lambda: _zip_part(archive, f"{shown}/{folder}", f"{folder}/"))


def _inner(archive: zipfile.ZipFile, shown: str, name: str) -> Found:
    @contextmanager
    def opened() -> Iterator[Delivery]:
        with ZipDelivery(archive, shown).open(name) as stream:
            yield ZipDelivery(open_zip(stream), f"{shown}/{name}")

    return Found(f"{shown}/{name}", opened)
