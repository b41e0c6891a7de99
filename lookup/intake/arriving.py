"""The bytes of every document under some paths, one at a time: folders and archives are opened.

Archives come from outside: members, nesting, ratio and sizes are limited while reading, names are
only ever shown. What breaks a limit arrives as a problem, and the rest goes on.
"""
import hashlib
import io
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext_noop as _

from .tables import is_long_table, parts_of

LARGEST = 20 * 1024 * 1024
MEMBERS = 1_000_000
UNPACKED = 16 * 1024**3
#: XML shrinks 10–20 times; a bomb a thousand times.
RATIO = 200
DEPTH = 2
ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


@dataclass(frozen=True, slots=True)
class Arrived:
    """One document as it came; with a problem, ``data`` is what can be kept and ``digest`` stands for the whole."""

    path: str
    data: bytes
    digest: bytes
    problem: str = ""
    #: Rows of the table that stand above this part of it (see ``tables``).
    rows_above: int = 0


def arriving(paths: Iterable[Path]) -> Iterator[Arrived]:
    """Yield every document under the paths, in a stable order."""
    for path in paths:
        for file in _files(path):
            with file.open("rb") as stream:
                yield from arriving_in(stream, str(file.relative_to(path.parent)))


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders.sort()
        for name in sorted(names):
            file = Path(folder, name)
            if not name.startswith(".") and file.is_file() and not file.is_symlink():
                yield file


def arriving_in(stream: BinaryIO, shown: str) -> Iterator[Arrived]:
    """Yield every document in one file, which can be read from any place."""
    stream.seek(0)
    if stream.read(4) in ZIP_STARTS and (archive := _archive(stream)):
        yield from _members(archive, shown, depth=1)
        return
    stream.seek(0)
    if is_long_table(stream):
        for part, above in parts_of(stream):
            yield Arrived(shown, part, hashlib.sha256(part).digest(), rows_above=above)
        return
    stream.seek(0)
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        stream.seek(0)
        digest = hashlib.file_digest(stream, "sha256").digest()
        yield Arrived(shown, b"", digest, too_large(LARGEST))
    else:
        yield _whole(shown, data)


def _whole(shown: str, data: bytes, problem: str = "") -> Arrived:
    return Arrived(shown, data, hashlib.sha256(data).digest(), problem)


def _archive(stream: BinaryIO) -> zipfile.ZipFile | None:
    """Return the archive of documents in the stream; None if it is one document (OFD, XLSX) or broken."""
    try:
        archive = zipfile.ZipFile(stream)
    except BROKEN:
        return None
    names = {name.lower() for name in archive.namelist()[:1000]}
    return None if names & {"ofd.xml", "[content_types].xml"} else archive


def _members(archive: zipfile.ZipFile, shown: str, depth: int) -> Iterator[Arrived]:
    unpacked = 0
    for place, member in enumerate(archive.infolist()):
        name = f"{shown}/{shown_name(member)}"
        if member.is_dir() or is_clutter(member.filename):
            continue
        unpacked += member.file_size
        if place >= MEMBERS or unpacked > UNPACKED:
            yield _refused(name, member, _("压缩包过大，其余内容未读取"))
            return
        yield from _member(archive, member, name, depth)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, depth: int) -> Iterator[Arrived]:
    if problem := problem_of(member):
        yield _refused(name, member, problem)
        return
    try:
        with archive.open(member) as stream:
            data = stream.read(LARGEST + 1)
    except BROKEN:
        yield _refused(name, member, _("压缩包内的文件已损坏"))
        return
    if len(data) > LARGEST:
        yield _refused(name, member, too_large(LARGEST))
    elif data[:4] in ZIP_STARTS and (inner := _archive(io.BytesIO(data))):
        if depth >= DEPTH:
            yield _whole(name, data, _("压缩包嵌套过深"))
        else:
            yield from _members(inner, name, depth + 1)
    else:
        yield _whole(name, data)


def problem_of(member: zipfile.ZipInfo, *, largest: int = LARGEST) -> str:
    """Return why a member is not to be unpacked, "" if it is."""
    if member.flag_bits & 0x1:
        return _("文件已加密")
    if (member.external_attr >> 16) & 0o170000 == 0o120000:
        return _("压缩包内的链接不予读取")
    if member.file_size > largest:
        return too_large(largest)
    if member.file_size > 1_000_000 and member.file_size > RATIO * max(member.compress_size, 1):
        return _("压缩比异常")
    return ""


def _refused(name: str, member: zipfile.ZipInfo, problem: str) -> Arrived:
    """Return a member that is not unpacked: name, checksum and size stand for its bytes."""
    stands_for = f"{member.filename}\0{member.CRC}\0{member.file_size}"
    return Arrived(name, b"", hashlib.sha256(stands_for.encode("utf-8", "replace")).digest(), problem)


def too_large(most: int) -> str:
    """Return the detail of a file of more bytes than ``most``."""
    return _("文件过大") + f": > {most >> 20} MB"


def is_clutter(name: str) -> bool:
    """Tell what systems leave beside documents: hidden files and the like."""
    pieces = name.split("/")
    hidden = any(piece.startswith(".") and piece != ".." for piece in pieces)
    return hidden or "__MACOSX" in pieces or pieces[-1] == "Thumbs.db"


def shown_name(member: zipfile.ZipInfo) -> str:
    """Return the member's name; Chinese Windows writes GBK without saying so."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gbk")
    except UnicodeError:
        return member.filename
