"""Tells what a file is, and refuses what may not be evidence."""
from __future__ import annotations

from . import sorts
from .unfit import Unfit

#: Sorts that are refused as they are; the code that says why.
_REFUSED = {
    sorts.ARCHIVE: "archive", sorts.OFFICE: "office", sorts.MACROS: "macros", sorts.PROGRAM: "program",
    sorts.PAGE: "page", sorts.OTHER: "type",
}  # fmt: skip


def inspect(data: bytes) -> str:
    """Return "pdf", "jpeg", "png", "webp", "xml" or "ofd". Raises :class:`Unfit`."""
    sort = sorts.sort_of(data)
    if sort in _REFUSED:
        raise Unfit(_REFUSED[sort])
    if sort != sorts.OFD and sorts.is_two(data, sort):
        raise Unfit("two_in_one")
    # Each needs its own library, and this program is started anew for each file.
    if sort == sorts.PDF:
        from .pdf import check_pdf

        return check_pdf(data)
    if sort == sorts.PICTURE:
        from .picture import check_picture

        return check_picture(data)
    if sort == sorts.OFD:
        from .package import check_ofd

        return check_ofd(data)
    from .xml import check_xml

    return check_xml(data)
