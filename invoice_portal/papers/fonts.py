"""The font of the PDFs: a static Noto Sans SC, made once from the variable one in the package.

WeasyPrint needs 1.6 s a document to embed a variable font, and under 0.1 s for a static one.
"""

import fcntl
import os
import tempfile
from pathlib import Path

import justmytype_intl_cjk
from django.conf import settings
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

_FONTS = Path(justmytype_intl_cjk.__file__).parent / "fonts" / "ofl"
SOURCE = _FONTS / "notosanssc" / "NotoSansSC[wght].ttf"
#: Fonts of every weight for characters that the first one lacks: rare ones of names, and Korean.
FURTHER = tuple(
    _FONTS / folder / f"{name}[wght].ttf"
    for folder, name in (("notosanstc", "NotoSansTC"), ("notosansjp", "NotoSansJP"), ("notosanskr", "NotoSansKR"))
)
#: Change the name when what is made changes.
NAME = "NotoSansSC-Regular-1.ttf"
#: Layout features that Chinese set in a line does not use; shaping is faster without.
DROPPED = ("GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "STAT", "gasp", "prep")


def font_path() -> Path:
    """Return where the font lies, making it first (about 20 s, once) if it is not there."""
    path = settings.VAR_DIR / "fonts" / NAME
    if not path.exists():
        _make_once(path)
    return path


def _make_once(path: Path) -> None:
    """Make the font under a lock, so that two processes that miss it do the work once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            _make(path)


def _make(path: Path) -> None:
    font = instantiateVariableFont(TTFont(SOURCE), {"wght": 400}, inplace=True)
    for table in DROPPED:
        if table in font:
            del font[table]
    handle, unfinished = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            font.save(file)
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).replace(path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
