"""Which column of a ledger is which: as told by a program or a person, checked before anything is read by it."""
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from invoice_portal.refusal import Refusal
from lookup.field_words import field_word
from lookup.reading.ledger.columns import FIELDS

_WORDS = {
    "digital_number": gettext_lazy("数电发票号码"),
    "status": gettext_lazy("发票状态"),
    "positive": gettext_lazy("是否正数发票"),
    "drawer": gettext_lazy("开票人"),
    "amount": gettext_lazy("金额（不含税）"),
}
#: What a trace or a total is made of; the rest is left to the reader's guess.
ASKED = (
    "digital_number", "number", "code", "issue_date", "total", "amount", "tax", "seller_name", "seller_tax_id",
    "buyer_name", "buyer_tax_id", "status",
)  # fmt: skip


def column_word(field: str) -> str:
    return str(_WORDS[field]) if field in _WORDS else field_word(field)


def letter_of(index: int) -> str:
    """Return the column's letters as a spreadsheet shows them: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, place = divmod(index - 1, 26)
        letters = chr(65 + place) + letters
    return letters


def resolved(given: Mapping[str, object], header: Sequence[str], width: int) -> dict[str, int]:
    """Return field -> index for columns told by index (from 0) or header word.

    Raises :class:`Refusal` naming each field that is unknown or whose column is not there, and if the columns are not
    enough to find an invoice by.
    """
    found, faults = {}, {}
    for field, column in given.items():
        if field not in FIELDS:
            faults[field[:40]] = _("没有这个字段。")
        elif column not in (None, ""):
            index = _index(column, header)
            if index is None or not 0 <= index < width:
                faults[field] = _("表里没有这一列。")
            else:
                found[field] = index
    if not faults and not ({"number", "digital_number"} & found.keys() or {"issue_date", "total"} <= found.keys()):
        faults["number"] = _("请指明发票号码在哪一列。没有号码的台账，至少要有开票日期和价税合计两列。")
    if faults:
        raise Refusal("bad_columns", _("请更正各列的对应关系。"), fields=faults)
    return found


def _index(column: object, header: Sequence[str]) -> int | None:
    if isinstance(column, bool):
        return None
    if isinstance(column, int):
        return column
    text = str(column).strip()
    if text in header:
        return list(header).index(text)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None
