"""What was typed or pasted as an invoice's number → what to ask by: a message says more than a number. Pure."""
from __future__ import annotations

import re
import unicodedata

from lookup.document import InvoiceDocument

from .message import alone_in, read_message, slip_in

#: A whole e-mail of 2,000 characters, with room to spare.
LONGEST = 4_000
_WORDS = re.compile(r"[\u3400-\u9fff]|[A-Za-z]{3}")
_SEVERAL = "number: "


class SeveralNumbers(ValueError):
    """The text names more than one invoice; ``numbers`` as written."""

    def __init__(self, numbers: str) -> None:
        super().__init__(numbers)
        self.numbers = numbers


def said_in(text: str) -> dict[str, str]:
    """What a text says of one invoice, in the names of ``POST trace/``; {} for a bare number, or if it says nothing.

    Names of seller and buyer count only where there is no number, as for a document. Raises SeveralNumbers.
    """
    if len(text) > LONGEST or not _WORDS.search(unicodedata.normalize("NFKC", text)):
        return {}
    document = read_message(text)
    for warning in document.warnings:
        if warning.startswith(_SEVERAL):
            raise SeveralNumbers(warning.removeprefix(_SEVERAL))
    number = slip_in(text) if document.number is None else "-".join(filter(None, (document.code, document.number)))
    said = {"number": number} | (_facts(document) if number else _facts(document) | _without_number(document, text))
    return {name: value for name, value in said.items() if value}


def _facts(document: InvoiceDocument) -> dict[str, str]:
    return {"date": _text(document.issue_date), "total": _text(document.total)}


def _without_number(document: InvoiceDocument, text: str) -> dict[str, str]:
    day, total = alone_in(text)
    return {
        "date": _text(document.issue_date or day),
        "total": _text(document.total or total),
        "seller": document.seller.name or document.seller.tax_id or "",
        "buyer": document.buyer.name or document.buyer.tax_id or "",
    }


def _text(value: object) -> str:
    return "" if value is None else str(value)
