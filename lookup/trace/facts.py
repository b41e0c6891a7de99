"""What is known about the invoice asked for, as far as the asker may know it. Pure data, gathered by ``gathering``.

Nothing here tells of what is a stranger's: what may not be said is not gathered into it.
"""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from lookup.coverage.standing import SourceCoverage

from .question import Question


@dataclass(frozen=True, slots=True)
class Seen:
    """A record that the operator may see. ``hidden_by``: what was asked for that it does not satisfy."""

    slug: str
    number: str
    code: str
    issue_date: date
    seller_name: str
    buyer_name: str
    total: Decimal
    status: str
    validity: str
    validity_at: datetime | None = None
    validity_reason: str = ""
    reversed_by: str = ""
    replaced_by: str = ""
    #: Whether the operator may see the replacement.
    replacement_seen: bool = False
    conflict: str = ""
    conflict_fields: tuple[str, ...] = ()
    accepted_at: datetime | None = None
    hidden_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The record is visible to the same person under another taxpayer."""

    operator_id: str
    taxpayer: str
    tax_id: str
    slug: str


@dataclass(frozen=True, slots=True)
class OutOfScope:
    """It belongs to this taxpayer, on a side that the operator's scopes do not cover."""

    side: str
    administrator: str


@dataclass(frozen=True, slots=True)
class Refused:
    """An entry that arrived and was quarantined. ``named``: this taxpayer is a party; else the asker holds it."""

    reason: str
    field: str
    source: str
    arrived_at: datetime
    named: bool


@dataclass(frozen=True, slots=True)
class OtherTitle:
    """A record that the asker holds, made out to another title.

    ``mismatch``: "typo" (one slip from their tax ID), "no_id", "former_name", "other_id".
    ``fields``: what disagrees with the taxpayer's registration, by name only.
    """

    mismatch: str
    fields: tuple[str, ...]
    arrived_at: datetime


@dataclass(frozen=True, slots=True)
class Near:
    """One of theirs that is a slip away. ``slip``: see ``slips``; date slips are "day_month" and "year"."""

    slug: str
    slip: str
    issue_date: date
    seller_name: str
    total: Decimal


@dataclass(frozen=True, slots=True)
class Awaited:
    """A manifest announced it, naming this taxpayer."""

    source: SourceCoverage
    batch: int | None
    announced_at: datetime


@dataclass(frozen=True, slots=True)
class Applied:
    """This taxpayer's open application for it. ``owner``: who has to act, as in the catalogue."""

    id: str
    reference: str
    kind: str
    state: str
    owner: str
    url: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the causes are decided from."""

    question: Question
    now: datetime
    today: date
    #: The record asked for; without a number the best of the candidates, with the others behind it.
    seen: Seen | None = None
    others_seen: tuple[Seen, ...] = ()
    elsewhere: Elsewhere | None = None
    out_of_scope: OutOfScope | None = None
    refused: Refused | None = None
    other_title: OtherTitle | None = None
    near: tuple[Near, ...] = ()
    awaited: Awaited | None = None
    application: Applied | None = None
    #: Two digits, "" if nothing asked tells it; and the sources of that region.
    region: str = ""
    sources: tuple[SourceCoverage, ...] = ()
    #: The issue times asked for, half-open; None if no single day is known.
    window: tuple[datetime, datetime] | None = None
    #: Whether the answer may look into the person's other taxpayers (not for an API token).
    looked_elsewhere: bool = True


@dataclass(frozen=True, slots=True)
class Check:
    """One question that was put: its answer, what was compared, where and as of when."""

    rule: str
    result: str
    source: str
    as_of: datetime
    compared: dict


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer in codes and figures. ``params`` are those of the cause, for its words."""

    cause: str
    also: tuple[str, ...]
    params: dict
    checks: tuple[Check, ...]
