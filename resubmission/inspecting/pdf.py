"""A PDF: not locked, not a bomb, and with nothing in it that acts or runs."""
from __future__ import annotations

import io

import pikepdf

from lookup.reading.errors import Unreadable
from lookup.reading.pdf.opening import check_size

from . import sorts
from .pdf_actions import check_object
from .unfit import Unfit

#: A scanned contract has some thousand objects.
MOST_OBJECTS = 50_000
MOST_PAGES = 500
_UNPACKED = 512 * 2**20
#: Files in files in files.
_MOST_INSIDE = 3
_RUNS = {sorts.PROGRAM, sorts.MACROS, sorts.PAGE}


def check_pdf(data: bytes, depth: int = 0) -> str:
    """Return "pdf". ``depth`` is how many files this one lies in."""
    try:
        check_size(data, _UNPACKED)
    except Unreadable:
        raise Unfit("too_large_unpacked") from None
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise Unfit("encrypted")
            _check(pdf, depth)
    except pikepdf.PasswordError:
        raise Unfit("encrypted") from None
    except (Unfit, MemoryError):
        raise
    except Exception:  # qpdf's own, and what broken trees lead Python to
        raise Unfit("unreadable_pdf") from None
    return "pdf"


def _check(pdf: pikepdf.Pdf, depth: int) -> None:
    if len(pdf.objects) > MOST_OBJECTS:
        raise Unfit("too_complex")
    if len(pdf.pages) > MOST_PAGES:
        raise Unfit("too_many_pages")
    # Each indirect object by itself, referred to or not: what hides in one is found without following references.
    for thing in pdf.objects:
        check_object(thing, lambda content: _look_inside(content, depth + 1))
    if not len(pdf.pages):
        raise Unfit("unreadable_pdf")


def _look_inside(content: bytes, depth: int) -> None:
    """Judge an attached file: an invoice's XML, a picture or a table is welcome, what runs or hides more is not."""
    if depth > _MOST_INSIDE:
        raise Unfit("too_complex")
    sort = sorts.sort_of(content)
    if sort in _RUNS:
        raise Unfit("runs_inside")
    if sort == sorts.ARCHIVE:
        raise Unfit("archive_inside")
    if sort == sorts.PDF:
        check_pdf(content, depth)
