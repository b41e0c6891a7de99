"""The head of the form: title, code, number, date and check code."""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ..kinds import kind_of
from ..values import moment
from .glyphs import plain, spoken
from .page import Label, Page

_DIGITAL = re.compile(r"(?<![0-9])[0-9]{20}(?![0-9])")
_NUMBER = re.compile(r"[0-9]{20}|[0-9]{8}(?![0-9])")
_CODE = re.compile(r"[0-9]{12}|[0-9]{10}(?![0-9])")
_DATE = re.compile(r"([0-9]{4})[年/.-]?([0-9]{1,2})[月/.-]?([0-9]{1,2})日?")
_OF_DATE = re.compile("[^0-9年月日/.-]")
_ONLY_PAPER = {"01": "85", "04": "86", "03": "87", "15": "88"}
_TOLL = "通行费"


@dataclass
class Heading:
    """What the head says; ``kind`` is None if the title is not legible."""

    kind: str | None = None
    number: str | None = None
    code: str | None = None
    issue_date: date | None = None
    check_code: str | None = None


def heading_of(page: Page, warnings: list[str]) -> Heading:
    """Read the head of a page."""
    found = Heading(_kind(page))
    found.code = _matching(page, "code", _CODE)
    found.number = _matching(page, "number", _NUMBER) or _lone_number(page)
    found.issue_date = _date(page, warnings)
    check = re.sub("[^0-9]", "", plain(page.value(page.label("check_code"))))
    found.check_code = check[:20] if len(check) >= 20 else None
    if found.number and len(found.number) == 20:
        # Paper forms of the digital system have the old titles.
        found.kind = _ONLY_PAPER.get(found.kind or "", found.kind)
    return found


def _kind(page: Page) -> str | None:
    """The kind in the title: the largest letters of the upper part, so that those of a seal do not get between."""
    if not page.rows:
        return None
    top, bottom = page.rows[0].top, page.rows[-1].bottom
    upper = [row for row in page.rows if row.middle < top + 0.35 * (bottom - top)]
    largest = max((glyph.size for row in upper for glyph in row.glyphs), default=0)
    for row in upper:
        title = plain(spoken([glyph for glyph in row.glyphs if glyph.size >= 0.85 * largest]))
        if kind := kind_of(title):
            return _toll(page, kind)
    # The form's own letters may be no larger than others.
    for row in upper:
        for cell in row.cells:
            if len(cell.plain) <= 30 and "发票" in cell.plain and (kind := kind_of(cell.plain)):
                return _toll(page, kind)
    return None


def _toll(page: Page, kind: str) -> str:
    """Older toll invoices have the ordinary title, with 通行费 by itself at the top left."""
    alone = kind == "10" and any(cell.plain == _TOLL for row in page.rows[:12] for cell in row.cells)
    return "14" if alone else kind


def _matching(page: Page, what: str, pattern: re.Pattern[str]) -> str | None:
    for label in page.labels:
        if label.what == what and (match := pattern.match(plain(page.value(label)))):
            return match[0]
    return None


def _lone_number(page: Page) -> str | None:
    """Where the labels are part of a picture: the one run of 20 digits above the parties."""
    names = [label.row.top for label in page.labels if label.what in ("name", "tax_id")]
    edge = min(names, default=page.rows[len(page.rows) // 3].top if page.rows else 0)
    above = [row for row in page.rows if row.bottom <= edge and "original" not in _labels_in(page, row)]
    found = {number for row in above for cell in row.cells for number in _DIGITAL.findall(cell.plain)}
    return found.pop() if len(found) == 1 else None


def _labels_in(page: Page, row: object) -> set[str]:
    return {label.what for label in page.labels if label.row is row}


def _date(page: Page, warnings: list[str]) -> date | None:
    label = page.label("date")
    if label is None:
        return None
    written = date_in(page, label)
    return moment(written, warnings)[0] if written else None


def date_in(page: Page, label: Label) -> str:
    """The date right of a label, as yyyy-mm-dd, without letters of the seal between."""
    found = _DATE.search(_OF_DATE.sub("", plain(page.value(label))))
    return "-".join(found.groups()) if found else ""
