"""A verdict as it is kept: codes and figures, no words. Pure."""
from __future__ import annotations

from dataclasses import asdict

from .causes import announced, hidden_by_filter, near_miss
from .facts import Facts, Seen, Verdict

_WITH_ETA = (announced.CODE, "BATCH_OVERDUE", "NOT_SYNCED_YET")


def verdict_json(facts: Facts, verdict: Verdict) -> dict:
    """Return what is kept of an answer, from which it is worded again in any language."""
    params = verdict.params
    return {
        "cause": verdict.cause,
        "also": list(verdict.also),
        "params": params,
        "checks": [asdict(check) | {"as_of": check.as_of.isoformat()} for check in verdict.checks],
        "eta": params.get("eta") if verdict.cause in _WITH_ETA else None,
        "hidden_by": params["hidden_by"] if verdict.cause == hidden_by_filter.CODE else [],
        "suggestion": params["suggestion"] if verdict.cause == near_miss.CODE else None,
        "invoice": _invoice(facts.seen) if facts.seen else None,
        "application": _application(facts),
    }


def _invoice(seen: Seen) -> dict:
    return {
        "slug": seen.slug, "number": seen.number, "code": seen.code or None, "issue_date": seen.issue_date.isoformat(),
        "seller_name": seen.seller_name or None, "buyer_name": seen.buyer_name or None, "total": str(seen.total),
        "status": seen.status, "conflict": seen.conflict or None, "conflict_fields": list(seen.conflict_fields),
    }  # fmt: skip


def _application(facts: Facts) -> dict | None:
    applied = facts.application
    if applied is None:
        return None
    return {"id": applied.id, "reference": applied.reference or None, "kind": applied.kind, "state": applied.state,
            "url": applied.url}  # fmt: skip
