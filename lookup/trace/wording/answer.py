"""The answer of ``POST trace/``: the kept verdict in the reader's language (design §5)."""
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lookup.models import Trace

from ..catalogue import CATALOGUE
from ..catalogue.cause import BUREAU, NOBODY
from ..neighbours import state_words
from .checks import SOURCES, compared_words
from .evidence import evidence_of
from .next_step import address_of
from .phrases import phrases_of, status_words


def brief_json(trace: Trace) -> dict:
    """Return what a list says of an answer, in words: the cause, whose turn it is, and the next step."""
    kept, cause = trace.verdict, CATALOGUE[trace.cause]
    phrases = phrases_of(trace.cause, kept["params"], eta=kept["eta"])
    explanation = str(cause.explanation) % phrases
    if kept["application"] and trace.cause != "APPLICATION_OPEN":
        explanation += _("本单位已有一件未办结的申请。")
    return {
        "cause": trace.cause,
        "owner": owner_of(trace),
        "headline": str(cause.headline),
        # English sentences are put together with a space between them, wanted or not.
        "explanation": " ".join(explanation.split()),
        "next": {"action": action_of(trace), "label": str(cause.label) % phrases, "url": address_of(trace)},
    }


def answer_json(trace: Trace) -> dict:
    """Return the answer in words, as of when it was given."""
    kept, brief = trace.verdict, brief_json(trace)
    return {
        "cause": brief["cause"],
        "owner": brief["owner"],
        "as_of": timezone.localtime(trace.as_of).isoformat(timespec="seconds"),
        "checks": [_check(check) for check in kept["checks"]],
        "headline": brief["headline"],
        "explanation": brief["explanation"],
        "evidence": evidence_of(trace),
        "next": brief["next"],
        "eta": kept["eta"],
        "invoice": _invoice(kept["invoice"]),
        "hidden_by": kept["hidden_by"],
        "suggestion": kept["suggestion"],
        "application": _application(kept["application"]),
        "also": kept["also"],
    }


def owner_of(trace: Trace) -> str:
    """Return who has to act; for an application, whoever its state waits for."""
    params = trace.verdict["params"]
    if trace.cause == "APPLICATION_OPEN":
        return params["owner"] or BUREAU
    if trace.cause in ("VOIDED", "REVERSED") and params["open"] == params["replaced_by"]:
        return NOBODY
    return CATALOGUE[trace.cause].owner


def action_of(trace: Trace) -> str:
    """Return the action; a near miss by its date is a date to correct."""
    if trace.cause == "NEAR_MISS" and trace.verdict["params"]["slip"] in ("day_month", "year"):
        return "fix_date"
    if trace.cause == "IMPOSSIBLE_NUMBER" and trace.verdict["params"]["part"] == "date":
        return "fix_date"
    return CATALOGUE[trace.cause].action


def _check(check: dict) -> dict:
    return {
        "rule": check["rule"],
        "result": check["result"],
        "compared": compared_words(check),
        "source": str(SOURCES[check["source"]]),
        "as_of": check["as_of"],
    }


def _invoice(kept: dict | None) -> dict | None:
    if kept is None:
        return None
    return kept | {"status_label": status_words(kept["status"]), "url": reverse("invoice", args=[kept["slug"]])}


def _application(kept: dict | None) -> dict | None:
    return kept and kept | {"state_label": state_words(kept["state"])}
