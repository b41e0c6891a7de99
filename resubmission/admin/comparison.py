"""The one table of a case: field by field and line by line, what each source says and where they differ."""
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from lookup.field_words import field_word
from resubmission.comparing import FIELDS, same
from resubmission.value_words import line_words, value_words

from .columns import Column

#: Lines of goods that are compared; an invoice may have thousands.
MOST_LINES = 50
_DECIMALS = {"quantity", "amount", "tax"}
#: The unit price is left out: it is written with more or fewer digits by each system.
_LINE_FIELDS = ("name", "spec", "unit", "quantity", "amount", "tax_rate", "tax")


def compare(columns: list[Column]) -> dict[str, Any]:
    """Return the table's rows, which fields differ, and how many lines are not shown."""
    fields = [_field(name, columns) for name in FIELDS if any(column.said.get(name) for column in columns)]
    longest = max(len(column.lines) for column in columns)
    lines = [_line(place, columns) for place in range(min(longest, MOST_LINES))]
    rows = fields + lines
    odd = [row["field"] for row in rows if row["differs"]]
    return {"columns": columns, "rows": rows, "odd": odd, "lines_left": max(0, longest - MOST_LINES)}


def _field(name: str, columns: list[Column]) -> dict[str, Any]:
    claimed = columns[0].said[name]
    measure = claimed or next(value for column in columns if (value := column.said.get(name)))
    cells = []
    for column in columns:
        value = column.said.get(name) or ""
        missing = bool(claimed) and column.whole and not value
        odd = missing or (bool(value) and not same(name, measure, value))
        cells.append(_cell(column, value_words(name, value), odd, refused=column.refused == name))
    return _row(field_word(name), cells)


def _line(place: int, columns: list[Column]) -> dict[str, Any]:
    measure = next(column.lines[place] for column in columns if len(column.lines) > place)
    cells = []
    for column in columns:
        line = column.lines[place] if len(column.lines) > place else None
        # A claim is made without lines; a source that has some has them all.
        odd = _odd_parts(measure, line) if line else [_("没有这一行")] if column.lines else []
        cells.append(_cell(column, line_words(line) if line else "", bool(odd), parts=odd))
    return _row(_("明细 %(n)d") % {"n": place + 1}, cells)


def _odd_parts(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """Return what both lines say and say otherwise, in words."""
    words = {"name": _("名称"), "spec": _("规格"), "unit": _("单位"), "quantity": _("数量"), "tax_rate": _("税率")}
    both = [name for name in _LINE_FIELDS if one.get(name) and other.get(name)]
    return [words.get(name) or field_word(name) for name in both if not _same_part(name, one[name], other[name])]


def _same_part(name: str, one: str, other: str) -> bool:
    try:
        return one == other or (name in _DECIMALS and Decimal(one) == Decimal(other))
    except InvalidOperation:
        return False


def _cell(column: Column, value: str, odd: bool, *, refused: bool = False, parts: list[str] | None = None) -> dict:
    mark = _("、").join(parts) if parts else _("不一致") if odd else ""
    return {"column": column.title, "value": value, "odd": odd, "mark": mark, "refused": refused}


def _row(field: str, cells: list[dict]) -> dict[str, Any]:
    saying = [cell for cell in cells if cell["value"]]
    # Where all agree, a narrow screen shows the value once, with how many say it.
    return {
        "field": field, "cells": cells, "differs": any(cell["odd"] for cell in cells),
        "agreed": saying[0]["value"], "saying": len(saying),
    }  # fmt: skip
