"""What became of each row of a roster."""
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _

from .columns import LABELS


class Outcome(models.TextChoices):
    """The classes; every row ends in exactly one."""

    OPENED = "opened", _("已开户")
    UNCHANGED = "unchanged", _("未变")
    REFUSED = "refused", _("未办理")


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one row: for a refused one, which column and why."""

    line: int
    tax_id: str
    operator: str
    outcome: Outcome
    field: str = ""
    reason: str = ""

    @property
    def column(self) -> str:
        return str(LABELS.get(self.field, self.field))


@dataclass
class Report:
    rows: list[Told] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    def count(self, outcome: Outcome) -> int:
        return sum(row.outcome == outcome for row in self.rows)

    def as_json(self) -> dict:
        return {
            "read": len(self.rows),
            **{outcome.value: self.count(outcome) for outcome in Outcome},
            "ignored_columns": self.ignored,
            "rows": [
                {"line": row.line, "tax_id": row.tax_id, "operator": row.operator, "outcome": row.outcome.value,
                 "field": row.field, "reason": row.reason}
                for row in self.rows
            ],
        }  # fmt: skip
