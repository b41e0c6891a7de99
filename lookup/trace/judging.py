"""From facts to the verdict. Pure: the same facts give the same answer."""
from __future__ import annotations

from .causes import ORDER
from .checks import checks_of
from .facts import Facts, Verdict


def judge(facts: Facts) -> Verdict:
    """Answer with the first cause that holds; the others that hold are named beside it, best first."""
    held = [(cause.CODE, params) for cause in ORDER if (params := cause.holds(facts)) is not None]
    (cause, params), *others = held
    also = [code for code, _params in others if code != "NEVER_SEEN"]
    if cause == "NEVER_SEEN" and _may_not_be_synced(facts):
        also.append("NOT_SYNCED_YET")
    return Verdict(cause=cause, also=tuple(also), params=params, checks=tuple(checks_of(facts)))


def _may_not_be_synced(facts: Facts) -> bool:
    """Without issue date or region nobody can say that its batch has come."""
    return facts.window is None or not facts.region
