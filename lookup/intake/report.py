"""What became of the documents of one import."""
from collections import Counter
from dataclasses import dataclass, field

from lookup.models import Entry

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

    def note_quarantined(self, entry: Entry) -> None:
        self.quarantined += 1
        self.reasons[entry.reason] += 1
        if len(self.entries) < LISTED:
            kept = {"path": entry.path, "reason": entry.reason, "field": entry.field, "detail": entry.detail}
            self.entries.append({name: str(value) for name, value in kept.items()})

    def as_json(self) -> dict:
        return {
            "read": self.read,
            "accepted": self.accepted,
            "quarantined": self.quarantined,
            "unchanged": self.unchanged,
            "entries": self.entries,
        }
