"""What is asked: where is this invoice? The same for page, API, command line, file and ledger row. Pure."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Question:
    """Everything empty was not asked. ``number`` and ``code`` are cleaned; letters in them are slips to be shown.

    ``digest`` is the SHA-256 of an uploaded file, ``issued_at`` the exact time that it states.
    """

    number: str = ""
    code: str = ""
    date_from: date | None = None
    date_to: date | None = None
    buyer: str = ""
    seller: str = ""
    title: str = ""
    total: Decimal | None = None
    side: str = ""
    category: str = ""
    status: str = ""
    digest: bytes | None = None
    issued_at: datetime | None = None

    @property
    def day(self) -> date | None:
        """The issue date, if it is known and not a range."""
        return self.date_from if self.date_from == self.date_to else None

    @property
    def slug(self) -> str:
        return f"{self.code}-{self.number}" if self.code else self.number

    def forms(self) -> list[tuple[str | None, str]]:
        """Return every (code, number) that was meant by the digits, best first; code None: any.

        Twenty digits are a 数电 number, or a 12-digit code and an 8-digit number run together; a code and a number
        may have been split in the wrong place.
        """
        if not self.number:
            return []
        if not self.code and len(self.number) == 8:
            return [(None, self.number)]
        joined = self.code + self.number
        split = [(joined[:-8], joined[-8:])] if len(joined) in (18, 20) else []
        whole = [("", joined)] if len(joined) == 20 or not self.code else []
        typed = [(self.code, self.number)] if self.code else []
        return list(dict.fromkeys([*typed, *whole, *split]))

    def as_json(self) -> dict[str, str]:
        """Return what was asked, in the names of ``POST trace/``; dates of one day as ``date``."""
        said = {
            "number": self.number,
            "code": self.code,
            "date": self.day,
            "date_from": None if self.day else self.date_from,
            "date_to": None if self.day else self.date_to,
            "buyer": self.buyer,
            "seller": self.seller,
            "title": self.title,
            "total": self.total,
            "side": self.side,
            "category": self.category,
            "status": self.status,
            "file": self.digest.hex() if self.digest else "",
        }
        return {name: str(value) for name, value in said.items() if value not in (None, "")}

    @classmethod
    def of_json(cls, said: Mapping[str, str]) -> Question:
        """Return what was asked, from what :meth:`as_json` kept of it. The time of day that a file states is not."""
        first, last = (said.get("date") or said.get(name) for name in ("date_from", "date_to"))
        total, file = said.get("total"), said.get("file")
        return cls(
            number=said.get("number", ""), code=said.get("code", ""), buyer=said.get("buyer", ""),
            seller=said.get("seller", ""), title=said.get("title", ""), side=said.get("side", ""),
            category=said.get("category", ""), status=said.get("status", ""),
            total=Decimal(total) if total else None, digest=bytes.fromhex(file) if file else None,
            date_from=date.fromisoformat(first) if first else None,
            date_to=date.fromisoformat(last) if last else None,
        )  # fmt: skip
