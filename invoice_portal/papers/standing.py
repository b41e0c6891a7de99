"""What became of an issued paper: told by a judge of the room that it came from, which lies above this one.

    @judges("invoice")
    def standing(subject: str, paper: Paper) -> Standing: …

Put where the app's ``ready`` imports it.
"""
from collections.abc import Callable
from enum import Enum

from .models import Paper


class Standing(Enum):
    """What anyone who has the paper may know of it beyond that it is genuine."""

    #: What it says holds.
    VALID = "VALID"
    #: The invoice was voided, reversed in whole or in part, or contradicted since (or its copy says so itself).
    VOIDED = "VOIDED"
    REVERSED = "REVERSED"
    PARTLY_REVERSED = "PARTLY_REVERSED"
    DISPUTED = "DISPUTED"
    #: A newer paper about the same thing has taken its place.
    SUPERSEDED = "SUPERSEDED"
    #: What it tells of is no longer kept.
    WITHDRAWN = "WITHDRAWN"
    #: It says what was so at a moment, and cannot become untrue.
    AS_OF_THEN = "AS_OF_THEN"


Judge = Callable[[str, Paper], Standing]
_judges: dict[str, Judge] = {}


def judges(kind: str) -> Callable[[Judge], Judge]:
    """Make the function the judge of one kind of paper. Raises ``ValueError`` if the kind has one."""

    def put(judge: Judge) -> Judge:
        if _judges.setdefault(kind, judge) is not judge:
            raise ValueError(f"two judges of {kind}")
        return judge

    return put


def is_judged(kind: str) -> bool:
    return kind in _judges


def standing_of(paper: Paper) -> Standing:
    """Ask the judge of the paper's kind; there is one, or it would not have been registered."""
    return _judges[paper.kind](paper.subject, paper)
