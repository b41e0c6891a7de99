"""One batch as it was delivered: a folder or a zip, its files by name.

Deliveries come from strangers: only what lies inside is opened, links are not followed, and what a zip unpacks
to is counted while it unpacks.
"""
import hashlib
import os
import stat
import tempfile
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext_noop as _

from lookup.intake.arriving import BROKEN, is_clutter, problem_of, shown_name, too_large

from .manifest import NAME

LARGEST_MANIFEST = 64 * 1024 * 1024
MEMBERS = 1_000_000
UNPACKED = 16 * 1024**3
_PIECE = 1024 * 1024
#: A zip inside a zip is unpacked to a file when it is larger: its directory stands at its end.
_IN_MEMORY = 4 * 1024 * 1024


class Unopenable(Exception):
    """The delivery, or a file of it, cannot be opened; ``detail`` says why."""

    def __init__(self, detail: str):
        super().__init__(detail)
        self.detail = detail


class Delivery(ABC):
    """The files of one batch. ``shown`` is the path by which people know it."""

    shown: str

    @abstractmethod
    def names(self) -> list[str]:
        """Every file in it, sorted, the manifest too."""

    @abstractmethod
    def open(self, name: str):
        """A context with the file as a stream that can be read from any place; raises Unopenable."""

    @abstractmethod
    def read_pieces(self, name: str) -> Iterator[bytes]:
        """The file's bytes, piece by piece; raises Unopenable."""

    def manifest(self) -> bytes:
        """The manifest's bytes; raises Unopenable."""
        data = b""
        for piece in self.read_pieces(NAME):
            data += piece
            if len(data) > LARGEST_MANIFEST:
                raise Unopenable(f"{NAME}：" + too_large(LARGEST_MANIFEST))
        return data

    def sha256(self, name: str) -> str:
        digest = hashlib.sha256()
        for piece in self.read_pieces(name):
            digest.update(piece)
        return digest.hexdigest()


class FolderDelivery(Delivery):
    """A batch in a folder."""

    def __init__(self, root: Path, shown: str = ""):
        self.root, self.shown = root, shown or str(root)

    def names(self) -> list[str]:
        found = []
        for folder, folders, names in os.walk(self.root):
            folders[:] = [name for name in folders if not name.startswith(".")]
            inside = Path(folder).relative_to(self.root)
            paths = ((inside / name).as_posix() for name in names)
            found += [path for path in paths if not is_clutter(path) and stat.S_ISREG(self._mode(path))]
        return sorted(found)

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        path = self.root / name
        if any(part.is_symlink() for part in [path, *path.parents[: name.count("/")]]):
            raise Unopenable(f"{name}：" + _("是链接，不予读取"))
        try:
            # Asked again by the system, in case a link was put there meanwhile.
            opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            with os.fdopen(opened, "rb") as stream:
                if not stat.S_ISREG(os.fstat(opened).st_mode):
                    raise Unopenable(f"{name}：" + _("不是文件"))
                yield stream
        except OSError as error:
            raise Unopenable(f"{name}：" + _("无法打开") + f"：{error.strerror}") from None

    def read_pieces(self, name: str) -> Iterator[bytes]:
        with self.open(name) as stream:
            while piece := stream.read(_PIECE):
                yield piece

    def _mode(self, name: str) -> int:
        try:
            return (self.root / name).lstat().st_mode
        except OSError:
            return 0


class ZipDelivery(Delivery):
    """A batch in a zip, or in one folder (``prefix``) of it."""

    def __init__(self, archive: zipfile.ZipFile, shown: str, prefix: str = ""):
        self.archive, self.shown, self.prefix = archive, shown, prefix
        self._members = _members(archive, prefix)

    def names(self) -> list[str]:
        return sorted(name for name in self._members if not is_clutter(name))

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as stream:
            for piece in self.read_pieces(name):
                stream.write(piece)
            stream.seek(0)
            yield stream

    def read_pieces(self, name: str) -> Iterator[bytes]:
        member = self._members.get(name)
        if member is None:
            raise Unopenable(f"{name}：" + _("批次内没有这个文件"))
        if problem := problem_of(member, largest=UNPACKED):
            raise Unopenable(f"{name}：{problem}")
        left = member.file_size
        try:
            with self.archive.open(member) as stream:
                while piece := stream.read(_PIECE):
                    left -= len(piece)
                    if left < 0:
                        raise Unopenable(f"{name}：" + _("解压后比声明的大"))
                    yield piece
        except BROKEN as error:
            raise Unopenable(f"{name}：" + _("已损坏") + f"：{str(error)[:200]}") from None


def open_zip(stream: BinaryIO | Path) -> zipfile.ZipFile:
    """Open an archive; raises Unopenable if it is none, or too large to be one of ours."""
    try:
        archive = zipfile.ZipFile(stream)
    except BROKEN as error:
        raise Unopenable(_("压缩包无法打开") + f"：{str(error)[:200]}") from None
    members = archive.infolist()
    if len(members) > MEMBERS or sum(member.file_size for member in members) > UNPACKED:
        raise Unopenable(_("压缩包过大"))
    return archive


def _members(archive: zipfile.ZipFile, prefix: str) -> dict[str, zipfile.ZipInfo]:
    found: dict[str, zipfile.ZipInfo] = {}
    for member in archive.infolist():
        name = shown_name(member)
        if member.is_dir() or not name.startswith(prefix):
            continue
        name = name[len(prefix) :]
        if name in found:
            raise Unopenable(f"{name}：" + _("压缩包内有两个同名文件"))
        found[name] = member
    return found
