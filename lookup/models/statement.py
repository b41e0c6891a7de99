"""The statement of a trace as a signed PDF."""
from django.db import models

from .owed_paper import OwedPaper
from .trace import Trace


class Statement(OwedPaper):
    """What one trace answered, in one language: the trace never changes."""

    trace = models.ForeignKey(Trace, models.PROTECT, related_name="statements", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trace", "language"], name="statement_once")]
        indexes = [
            models.Index(
                fields=["owed_at"], condition=models.Q(state__in=["OWED", "MAKING"]), name="statement_owed"
            )
        ]  # fmt: skip
