"""What an invoice's validity is, from everything that was ever said about it. Pure.

Facts come in any order and more than once, so the answer depends on the set of them alone: the gravest one
decides, and among equally grave ones the latest.
"""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

#: From harmless to grave.
NORMAL, PARTLY_REVERSED, REVERSED, VOIDED = RANK = ("NORMAL", "PARTLY_REVERSED", "REVERSED", "VOIDED")
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing said about the validity; "" and None where it says nothing."""

    validity: str = NORMAL
    at: datetime | None = None
    reversed_by: str = ""
    replaced_by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Red:
    """A red invoice that is here and names the blue one in question."""

    number: str
    total: Decimal
    at: datetime | None
    voided: bool


def standing(present: Fact, said: Iterable[Fact], total: Decimal, reds: Sequence[Red]) -> Fact:
    """Return the validity of an invoice over ``total``, now ``present``, of which ``said`` and ``reds`` tell.

    What stands already stays if nothing known accounts for it: a record may have been loaded with it.
    """
    facts = list(said)
    if (reversal := _reversal(total, reds)) is not None:
        facts.append(reversal)
    accounted = {fact.validity for fact in facts} | {NORMAL}
    if present.validity not in accounted and present.reversed_by not in {red.number for red in reds}:
        facts.append(present)
    if not facts:
        return Fact()
    # The whole tuple decides, so that two facts of one moment are taken in one order too.
    facts.sort(key=lambda fact: (fact.at or _LONG_AGO, fact.reversed_by, fact.replaced_by, fact.reason))
    gravest = max(facts, key=lambda fact: RANK.index(fact.validity)).validity
    decisive = [fact for fact in facts if fact.validity == gravest]
    return Fact(
        validity=gravest,
        at=decisive[-1].at,
        reversed_by=_latest(fact.reversed_by for fact in decisive),
        replaced_by=_latest(fact.replaced_by for fact in facts),
        reason=_latest(fact.reason for fact in decisive),
    )


def _reversal(total: Decimal, reds: Sequence[Red]) -> Fact | None:
    """Return what the red invoices do together, whether or not their own content is disputed."""
    counting = [red for red in reds if not red.voided]
    if not counting or total <= 0:
        return None
    whole = -sum(red.total for red in counting) >= total
    at = max((red.at for red in counting if red.at), default=None)
    return Fact(REVERSED if whole else PARTLY_REVERSED, at, reversed_by=max(red.number for red in counting))


def _latest(texts: Iterable[str]) -> str:
    return next((text for text in reversed(list(texts)) if text), "")
