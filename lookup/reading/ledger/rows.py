"""The rows of a ledger, each as the document it stands for, or with why it cannot be read."""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from invoice_portal.accounts import tax_id as tax_ids
from lookup.document import InvoiceDocument, Party

from ..errors import Unreadable
from ..kinds import kind_of
from ..values import one_line, red_of
from .cells import DigitsLost, digits_of, moment_of, money_of, text_of, written
from .opening import MOST_ROWS, Ledger, all_rows
from .words import NORMAL, NOT_POSITIVE, SUMS, VALIDITY
from .workbook import Cell

_CODE_AND_NUMBER = re.compile(r"([0-9]{12}|[0-9]{10})[^0-9]+([0-9]{8})")


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row: ``row_number`` as Excel shows it. With a ``problem`` there may be no ``document``."""

    row_number: int
    cells: tuple[str, ...]
    document: InvoiceDocument | None = None
    problem: str = ""
    #: 发票状态 as the bureau's export has it; "" if it does not say.
    status: str = ""


def rows_of(ledger: Ledger, columns: Mapping[str, int] | None = None) -> Iterator[LedgerRow]:
    """Each row that is an invoice, streaming; blank rows and rows of totals are left out.

    ``columns``: {field: index} as corrected by a person, in place of the guess. Raises Unreadable at row 50,001.
    """
    columns = ledger.columns if columns is None else columns
    found = 0
    for row_number, cells in enumerate(all_rows(ledger), 1):
        if row_number <= ledger.skipped or _says_nothing(cells, columns):
            continue
        found += 1
        if found > MOST_ROWS:
            raise Unreadable("表格行数过多，请拆分后再上传", f"> {MOST_ROWS:,}")
        yield _read(row_number, cells, columns, ledger.format)


def _says_nothing(cells: list[Cell], columns: Mapping[str, int]) -> bool:
    """Whether the row is blank, or a total: one without a number that says so, or has nothing but figures."""
    if not any(text_of(cell) for cell in cells):
        return True
    if any(text_of(_at(cells, columns, field)) for field in ("number", "digital_number", "code")):
        return SUMS.fullmatch(text_of(_at(cells, columns, "number")).rstrip(":")) is not None
    said = [text_of(_at(cells, columns, field)) for field in ("issue_date", "seller_name", "buyer_name")]
    return not any(said) or any(SUMS.search("".join(text_of(cell).split())) for cell in cells)


def _read(row_number: int, cells: list[Cell], columns: Mapping[str, int], format: str) -> LedgerRow:
    texts = tuple(written(cell) for cell in cells)
    status = text_of(_at(cells, columns, "status"))
    warnings: list[str] = []
    try:
        code, number = _number(cells, columns)
    except DigitsLost as lost:
        why = Unreadable("发票号码存成了数值，后几位已丢失，请把该列设为文本后重新填写", str(lost))
        return LedgerRow(row_number, texts, None, why.detail, status)
    if status not in NORMAL:
        warnings.append(f"status: {status}")
    document = _document(cells, columns, format, code, number, warnings)
    return LedgerRow(row_number, texts, document, "" if number else Unreadable("没有发票号码").detail, status)


def _document(
    cells: list[Cell], columns: Mapping[str, int], format: str, code: str, number: str, warnings: list[str]
) -> InvoiceDocument:
    def text(field: str) -> str | None:
        return one_line(written(_at(cells, columns, field)))

    def money(field: str) -> Decimal | None:
        return money_of(_at(cells, columns, field), field, warnings)

    issue_date, issued_at = moment_of(_at(cells, columns, "issue_date"), warnings)
    total, remark = money("total"), text("remark")
    red = text("positive") == NOT_POSITIVE or (total is not None and total < 0)
    return InvoiceDocument(
        format=format,
        kind=kind_of(text("kind")),
        number=number or None,
        code=code or None,
        issue_date=issue_date,
        issued_at=issued_at,
        seller=Party(_tax_id(_at(cells, columns, "seller_tax_id"), "seller", warnings), text("seller_name")),
        buyer=Party(_tax_id(_at(cells, columns, "buyer_tax_id"), "buyer", warnings), text("buyer_name")),
        amount=money("amount"),
        tax=money("tax"),
        total=total,
        remark=remark,
        drawer=text("drawer"),
        red=red,
        red_of=red_of(remark) if red else None,
        validity=VALIDITY.get(text_of(_at(cells, columns, "status"))),
        warnings=tuple(warnings),
    )


def _number(cells: list[Cell], columns: Mapping[str, int]) -> tuple[str, str]:
    """(code, number): the 数电 number stands alone; an older one goes with its code, maybe in the same cell."""
    digital = digits_of(_at(cells, columns, "digital_number"))
    if digital:
        return "", digital
    number = digits_of(_at(cells, columns, "number"), 8)
    code = _code(_at(cells, columns, "code"))
    if both := _CODE_AND_NUMBER.fullmatch(text_of(_at(cells, columns, "number"))):
        return both[1], both[2]
    return ("", number) if len(number) == 20 else (code, number)


def _code(cell: Cell) -> str:
    code = digits_of(cell)
    # Codes have 10 digits, or 12 of which the first may be the zero that a numeric cell has dropped.
    return f"0{code}" if isinstance(cell, (int, float)) and len(code) == 11 else code


def _tax_id(cell: Cell, side: str, warnings: list[str]) -> str | None:
    try:
        return tax_ids.clean(digits_of(cell)) or None
    except DigitsLost as lost:
        warnings.append(f"{side}_tax_id: {lost}")
        return None


def _at(cells: list[Cell], columns: Mapping[str, int], field: str) -> Cell:
    index = columns.get(field)
    return cells[index] if index is not None and 0 <= index < len(cells) else None
