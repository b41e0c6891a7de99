"""One printed page: its strips, rows and labels, and the values that stand to the right of labels."""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .glyphs import Glyph, Row, rows_of, spoken
from .strips import Strip, strips_of

#: What a label is called here → how it is printed, after NFKC and without blanks.
_LABELS = {
    # 被红冲蓝字数电发票号码, 原发票号码 and 对应正数发票号码 are those of other invoices.
    "number": "(?<![原字电应数])发票号码:?",
    "original": "原发票号码:?",
    "code": "(?<![原字电应数])发票代码:?",
    "date": "(?:开票|填开)日期:?",
    "check_code": "校验码:?",
    "machine": "机器编号:?",
    "name": "(?:购买方|销售方|受票方)?名称:",
    "tax_id": "(?:统一社会信用代码/?)?纳税人识别号:?|统一社会信用代码:?",
    "address": "地址、?电话:?",
    "bank": "开户行及账号:?",
    "payee": "收款人:?",
    "reviewer": "复核人?:?",
    "drawer": "开票人:?",
    "stamp": "销售方:?[(]章[)]",
    "downloads": "下载次数:?[0-9]*",
    "capitals": "价税合计[(]大写[)]:?",
    "figures": "[(]小写[)]:?",
    "issuer": "填开单位:?",
    "pages": "共[0-9]+页,?第[0-9]+页",
    "fare": "票价:",
    "refund": "(?:退票|改签|变更到站)费:",
}
_ANY = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _LABELS.items()))
#: The cipher of older forms, of which each row is figures and signs: *<>+-/.
_CIPHER = re.compile(r"[0-9*+/<>\-]{20,}")
_SIGNS = re.compile(r"[*+/<>\-]")


@dataclass(frozen=True)
class Label:
    """A label where it stands: its row, and the glyphs of the row that it is made of."""

    what: str
    text: str
    row: Row
    begin: int
    end: int

    @property
    def x0(self) -> float:
        return self.row.glyphs[self.begin].x0

    @property
    def x1(self) -> float:
        return self.row.glyphs[self.end - 1].x1


class Page:
    """Everything that is printed upright on one page."""

    def __init__(self, glyphs: Iterable[Glyph]) -> None:
        kept = [glyph for glyph in glyphs if glyph.text.strip() and "(cid:" not in glyph.text]
        self.strips, kept = strips_of(kept)
        self.rows = _without_cipher(rows_of(kept))
        self.labels = [
            Label(match.lastgroup or "", match[0], row, begin, end)
            for row in self.rows
            for match, begin, end in row.found(_ANY)
        ]

    def label(self, what: str) -> Label | None:
        return next((label for label in self.labels if label.what == what), None)

    def strip_of(self, what: str) -> Strip | None:
        return next((strip for strip in self.strips if strip.what == what), None)

    def right_of(self, label: Label) -> list[Glyph]:
        """The glyphs of a label's value: to its right, up to the next label, strip or wide blank.

        Where labels and values are printed apart, the value may stand a little higher or lower.
        """
        end = self.bound(label)
        own = label.row.glyphs[label.end :]
        value = _run([glyph for glyph in own if glyph.x0 < end])
        if value:
            return value
        near = sorted(self.rows, key=lambda row: abs(row.middle - label.row.middle))
        for row in near:
            if row is label.row or abs(row.middle - label.row.middle) > 0.9 * label.row.size:
                continue
            stop = min([end, *(other.x0 for other in self.labels if other.row is row and other.x0 >= label.x1)])
            beside = [glyph for glyph in row.glyphs if label.x1 - 0.2 * glyph.size <= glyph.x0 < stop]
            if beside:
                return _run(beside)
        return []

    def value(self, label: Label | None) -> str:
        return spoken(self.right_of(label)) if label else ""

    def bound(self, label: Label) -> float:
        """How far to the right a label's value may reach."""
        others = [other.x0 for other in self.labels if other.row is label.row and other.begin >= label.end]
        others += [strip.x0 for strip in self.strips if strip.x0 > label.x1 and strip.spans(label.row)]
        return min(others, default=float("inf"))


def _run(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs up to a blank that is too wide to be inside of a value."""
    found: list[Glyph] = []
    for glyph in glyphs:
        if found and glyph.x0 - found[-1].x1 > 3 * glyph.size:
            break
        found.append(glyph)
    return found


def _without_cipher(rows: list[Row]) -> list[Row]:
    """The rows without the block of the cipher, which may touch the tax ID to its left."""
    starts = []
    for row in rows:
        for match, begin, _end in row.found(_CIPHER):
            if len(_SIGNS.findall(match[0])) >= 4:
                starts.append((row, row.glyphs[begin].x0))
    if len(starts) < 2:
        return rows
    # Where figures of a tax ID touch it, a row of it seems to begin further left; the others tell.
    edge = max(x0 for _row, x0 in starts)
    touched = {id(row) for row, _x0 in starts}
    kept = [
        Row([g for g in row.glyphs if g.x0 < edge - 0.1 * g.size]) if id(row) in touched else row for row in rows
    ]
    return [row for row in kept if row.glyphs]
