"""What became of one batch, in the words of the command line and the API."""
from dataclasses import dataclass, field

from lookup.intake import Report

READ, REFUSED, UNCHANGED = "READ", "REFUSED", "UNCHANGED"


@dataclass
class BatchReport:
    path: str
    source: str | None = None
    batch: int | None = None
    state: str = REFUSED
    #: Why it was refused.
    detail: str = ""
    announced: int = 0
    changes: int = 0
    documents: Report = field(default_factory=Report)

    def as_json(self) -> dict:
        return {
            "path": self.path,
            "source": self.source,
            "batch": self.batch,
            "state": self.state,
            "detail": self.detail,
            **self.documents.as_json(),
            "announced": self.announced,
            "changes": self.changes,
        }
