"""What is searched for, after cleaning: the same for page, API and trace."""
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Criteria:
    """Everything empty matches everything. ``number`` is cleaned; ``buyer``, ``seller``: name part or tax ID."""

    number: str = ""
    date_from: date | None = None
    date_to: date | None = None
    buyer: str = ""
    seller: str = ""
    title: str = ""
    total: Decimal | None = None
    side: str = ""
    category: str = ""
    status: str = ""

    def number_forms(self) -> list[tuple[str | None, str]]:
        """Return every (code, number) that the digits typed can stand for; code None means any.

        Twenty digits are the number of a 数电票, or a 12-digit code and an 8-digit number run together.
        """
        code, dash, rest = self.number.partition("-")
        if dash:
            return [(code, rest)]
        digits = self.number
        forms: list[tuple[str | None, str]] = [(None, digits)]
        if len(digits) in (18, 20):
            forms.append((digits[:-8], digits[-8:]))
        return forms
