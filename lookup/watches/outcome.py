"""What a watch has to tell, by the answer of the trace. Pure but for the names of the model."""
from collections.abc import Collection

from lookup.models import Watch

Told = Watch.Told

#: Causes after which "tell me when it arrives" helps.
WATCHED = frozenset({
    "QUARANTINED", "NEAR_MISS", "ANNOUNCED", "BATCH_OVERDUE", "NOT_SYNCED_YET", "APPLICATION_OPEN", "NEVER_SEEN",
})  # fmt: skip
#: Causes that say it is here. ``NO_PERMISSION`` does not: it may only be announced.
ARRIVED = {
    "FOUND": Told.ACCEPTED, "VOIDED": Told.ACCEPTED, "REVERSED": Told.ACCEPTED, "ABNORMAL": Told.ACCEPTED,
    "HIDDEN_BY_FILTER": Told.ACCEPTED, "QUARANTINED": Told.QUARANTINED, "WRONG_TITLE": Told.WRONG_TITLE,
}  # fmt: skip


def outcome_of(cause: str, also: Collection[str]) -> Told | None:
    """Return what is to be told; None as long as there is nothing but to wait."""
    if cause in ARRIVED:
        return ARRIVED[cause]
    return Told.BATCH_OVERDUE if cause in WATCHED and "BATCH_OVERDUE" in (cause, *also) else None


def news(outcome: Told | None, known: str) -> bool:
    """Tell whether the outcome is more than what is known already."""
    return outcome is not None and outcome != known and not (outcome == Told.BATCH_OVERDUE and known)
