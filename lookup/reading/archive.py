"""What is inside a zip, one member at a time, within limits that hold while unpacking. Names are never paths."""
from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from .errors import Unreadable

ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_PIECE = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """What a zip may cost. Declared sizes are not believed: bytes are counted as they come out."""

    entries: int = 50_000
    nesting: int = 2
    member: int = 20 * 2**20
    total: int = 512 * 2**20
    #: Deflate reaches about 1,000 on zeros; invoices compress 3 to 20 times.
    ratio: int = 200


class _Spent:
    """What has been unpacked so far, over all levels."""

    def __init__(self) -> None:
        self.entries = 0
        self.total = 0


def is_zip(data: bytes) -> bool:
    return data[:4] in ZIP_MAGIC


def parts(data: bytes, path: str, limits: Limits | None = None) -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of each document: the data itself, or each member if it is a parcel."""
    if not is_parcel(data):
        yield path, data
        return
    for member, content in members(data, limits):
        yield f"{path}/{member}", content


def names_in(data: bytes) -> set[str]:
    """Names of a zip's members, in lower case."""
    with _open(data) as archive:
        return {name.lower().lstrip("/") for name in archive.namelist()}


def is_parcel(data: bytes) -> bool:
    """Whether this is a zip of documents; one that cannot be opened, or is itself a document (OFD, XLSX), is not."""
    if not is_zip(data):
        return False
    try:
        return names_in(data).isdisjoint({"ofd.xml", "[content_types].xml"})
    except Unreadable:
        return False


def members(data: bytes, limits: Limits | None = None) -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of each file in a zip and in zips inside it, streaming; raises Unreadable at a limit."""
    yield from _members(data, "", limits or Limits(), _Spent(), 1)


def contents(data: bytes, limits: Limits) -> dict[str, bytes]:
    """Everything in a zip that is one document (OFD), by name as written, without taking inner zips apart."""
    spent = _Spent()
    with _open(data) as archive:
        found = [info for info in archive.infolist() if not info.is_dir()]
        if len(found) > limits.entries:
            raise Unreadable("文档内文件过多", f"> {limits.entries}")
        return {info.filename: _content(archive, info, _label(info.filename), limits, spent) for info in found}


def check(data: bytes, limits: Limits) -> None:
    """Unpack a zip that is one document (XLSX) once, keeping nothing; raises Unreadable at a limit."""
    spent = _Spent()
    with _open(data) as archive:
        found = archive.infolist()
        if len(found) > limits.entries:
            raise Unreadable("文档内文件过多", f"> {limits.entries}")
        for info in found:
            _content(archive, info, _label(info.filename), limits, spent, keep=False)


def _members(data: bytes, prefix: str, limits: Limits, spent: _Spent, depth: int) -> Iterator[tuple[str, bytes]]:
    with _open(data) as archive:
        for info in archive.infolist():
            spent.entries += 1
            if spent.entries > limits.entries:
                raise Unreadable("压缩包内文件过多", f"> {limits.entries}")
            if info.is_dir() or _is_clutter(info.filename):
                continue
            path = f"{prefix}{_label(info.filename)}"
            content = _content(archive, info, path, limits, spent)
            if not is_parcel(content):
                yield path, content
            elif depth >= limits.nesting:
                raise Unreadable("压缩包嵌套过深", path)
            else:
                yield from _members(content, f"{path}/", limits, spent, depth + 1)


def _open(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError) as error:
        raise Unreadable("压缩包无法打开", str(error)[:100]) from None


def _content(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, limits: Limits, spent: _Spent, keep: bool = True
) -> bytes:
    """A member's bytes, counted as they come out; b"" if they are only to be counted."""
    if info.flag_bits & 0x1:
        raise Unreadable("压缩包已加密", path)
    if stat.S_ISLNK(info.external_attr >> 16):
        raise Unreadable("压缩包内有符号链接", path)
    allowed = min(limits.member, limits.total - spent.total, max(info.compress_size, 64) * limits.ratio)
    pieces, size = [], 0
    try:
        with archive.open(info) as file:
            while size <= allowed and (piece := file.read(min(_PIECE, allowed + 1 - size))):
                size += len(piece)
                if keep:
                    pieces.append(piece)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Unreadable("压缩包内文件损坏", f"{path} ({str(error)[:100]})") from None
    except Exception as error:  # lzma and bz2 raise their own kinds
        raise Unreadable("压缩包内文件无法解压", f"{path} ({str(error)[:100]})") from None
    if size > allowed:
        raise Unreadable("压缩包解压后过大", path)
    spent.total += size
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def _is_clutter(name: str) -> bool:
    """What macOS and Windows leave in zips beside the documents."""
    last = name.rsplit("/", 1)[-1]
    return name.startswith("__MACOSX/") or last in (".DS_Store", "Thumbs.db")


def _label(name: str) -> str:
    """A member's name as a harmless label: no root, no way up, no control characters."""
    pieces = [piece for piece in name.replace("\\", "/").split("/") if piece not in ("", ".", "..")]
    return "".join(c if c.isprintable() else "?" for c in "/".join(pieces))[:300] or "?"
