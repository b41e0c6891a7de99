"""What became of the documents of one import."""
from collections import Counter
from dataclasses import dataclass, field

from lookup.records.row import slug_of

from .judging import Piece, as_text

#: So that a report on a million bad documents fits into memory; the rest is listed in admin.
LISTED = 1000


@dataclass
class Report:
    read: int = 0
    accepted: int = 0
    quarantined: int = 0
    #: Already here: the same bytes from this source, or the same content.
    unchanged: int = 0
    reasons: Counter = field(default_factory=Counter)
    entries: list[dict[str, str]] = field(default_factory=list)

    def note_quarantined(self, piece: Piece) -> None:
        reason, field_, detail = piece.fault_as_kept()
        self.quarantined += 1
        self.reasons[reason] += 1
        if len(self.entries) < LISTED:
            number = slug_of(piece.document) if piece.document else ""
            kept = {"path": piece.path, "number": number, "reason": reason, "field": field_, "detail": detail}
            self.entries.append({name: as_text(value) for name, value in kept.items()})

    def as_json(self) -> dict:
        return {
            "read": self.read,
            "accepted": self.accepted,
            "quarantined": self.quarantined,
            "unchanged": self.unchanged,
            "entries": self.entries,
        }
