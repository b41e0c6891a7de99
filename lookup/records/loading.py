"""Records in bulk that no document stands behind: synthetic ones, for demo and benchmarks."""
from django.db import transaction

from invoice_portal.history.record import record

from .staging import insert_new


@transaction.atomic
def load(rows: list[dict], *, origin: str) -> int:
    """Insert finished rows (column -> value) and return how many were new; one event tells of all of them."""
    if not rows:
        return 0
    names = list(rows[0])
    ids = insert_new(names, [[row[name] for name in names] for row in rows])
    if ids:
        record("load", origin, "loaded", count=len(ids), first=min(ids.values()), last=max(ids.values()))
    return len(ids)
