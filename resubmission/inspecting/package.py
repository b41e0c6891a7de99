"""An OFD: a zip whose members are counted while they are unpacked, and none of which may run."""
from __future__ import annotations

from lookup.reading.archive import Limits, contents
from lookup.reading.errors import Unreadable

from .sorts import ARCHIVE, MACROS, PAGE, PROGRAM, sort_of
from .unfit import Unfit
from .xml import declares_entities

_LIMITS = Limits(entries=2_000, member=32 * 2**20, total=128 * 2**20)
_TOLD = {"压缩包已加密": "encrypted_ofd", "压缩包内有符号链接": "archive"}
_BOMBS = ("压缩包解压后过大", "文档内文件过多")
_RUNS = {PROGRAM: "runs_inside", MACROS: "runs_inside", PAGE: "runs_inside", ARCHIVE: "archive_inside"}


def check_ofd(data: bytes) -> str:
    """Return "ofd"."""
    try:
        members = contents(data, _LIMITS)
    except Unreadable as error:
        said = error.detail.split("：")[0]
        raise Unfit(_TOLD.get(said) or ("too_large_unpacked" if said in _BOMBS else "unreadable_ofd")) from None
    for content in members.values():
        if (sort := sort_of(content)) in _RUNS:
            raise Unfit(_RUNS[sort])
        if content.lstrip()[:1] == b"<" and declares_entities(content):
            raise Unfit("entities")
    return "ofd"
