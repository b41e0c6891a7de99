"""Which evidence an application should bring: it follows from the cause that the trace found."""
from dataclasses import dataclass

from django.utils.functional import Promise

from lookup.models import Trace
from lookup.trace.catalogue import CATALOGUE
from lookup.trace.catalogue.entries import EVIDENCE
from lookup.trace.holding import latest_trace

from .models import Application


@dataclass(frozen=True, slots=True)
class Asked:
    """``trace``: why it is asked for; ``files``: what to bring, in words."""

    trace: Trace
    headline: str | Promise
    files: list[str | Promise]


def asked_evidence(application: Application) -> Asked | None:
    """Return what to ask for, None where no trace of this invoice was made or its cause asks for nothing."""
    trace = latest_trace(application.taxpayer, application.code, application.number)
    cause = CATALOGUE[trace.cause] if trace else None
    if cause is None or not cause.evidence:
        return None
    return Asked(trace, cause.headline, [EVIDENCE[name] for name in cause.evidence])
