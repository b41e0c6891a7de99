"""Makes papers that rows owe. May run twice, two at once, or be killed anywhere: one paper comes of each row."""
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation

from invoice_portal.papers.issuing import new_code, register, signed
from lookup.models import OwedPaper
from lookup.owed import Owed
from lookup.storing import digest_of, new_name, remove, store

State = OwedPaper.State
MOST_ATTEMPTS = 5
#: A claim older than this is a dead worker's.
LEASE = timedelta(seconds=settings.LEASE_SECONDS)


@dataclass(frozen=True, slots=True)
class PaperMaking:
    """How the papers of one model are made.

    Args:
        model: whose rows owe them.
        kind: by which the registry of papers judges them.
        folder: of the storage.
        with_rows: what is loaded with a row.
        draw: returns the PDF of a row with this code on it, in the language that is active.
        subject: returns what the paper tells of, for the registry.
    """

    model: type[OwedPaper]
    kind: str
    folder: str
    with_rows: tuple[str, ...]
    draw: Callable[[Any, str], bytes]
    subject: Callable[[Any], object]

    @property
    def owed(self) -> Owed:
        return Owed(self.model, State.OWED, State.MAKING, State.FAILED, "owed_at", LEASE, MOST_ATTEMPTS)

    def make(self, pk: str) -> bool:
        """Make the paper if it is owed and nobody else is at it; tell whether it was made."""
        rows = self.model._default_manager
        claimed = self.owed.take(rows.filter(pk=pk))
        if claimed is None:
            return False
        row = rows.select_related(*self.with_rows).get(pk=pk)
        row.claimed_at = claimed
        try:
            code, name = new_code(), new_name(self.folder, ".pdf")
            with translation.override(row.language):
                data = signed(self.draw(row, code))
            store(name, data)
        except Exception as error:
            self._give_up(row, error)
            raise
        return self._deliver(row, name, code, data)

    def requeue(self, queue: Callable[[object], None]) -> int:
        """Queue again what is owed or was left by a dead worker; return how many."""
        return self.owed.requeue(queue, error="every worker that tried has died")

    def _give_up(self, row: OwedPaper, error: Exception) -> None:
        state = State.FAILED if row.attempts >= MOST_ATTEMPTS else State.OWED
        told = f"{type(error).__name__}: {error}"[:1000]
        self.owed.held(row).update(state=state, owed_at=timezone.now(), error=told)

    def _deliver(self, row: OwedPaper, name: str, code: str, data: bytes) -> bool:
        """Mark the row and register the paper, unless the claim has passed on; then the file goes."""
        with transaction.atomic():
            made = self.owed.held(row).update(
                state=State.MADE, name=name, digest=digest_of(data), made_at=timezone.now(), error=""
            )
            if made:
                register(self.kind, str(self.subject(row)), code, data)
        if not made:
            remove(name)
        return bool(made)


def owe_anew(rows: QuerySet) -> bool:
    """Owe these rows as if they had never been tried; tell whether there were any."""
    anew = {"state": State.OWED, "attempts": 0, "error": "", "owed_at": timezone.now(), "claimed_at": None}
    return bool(rows.update(**anew))
