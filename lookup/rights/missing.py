"""Which right a trace says is missing."""
from lookup.models import RightRequest, Trace
from lookup.trace.catalogue import CATALOGUE

Right = RightRequest.Right


def right_of(trace: Trace) -> str:
    """Return the right without which this trace leads no further; "" if it is none."""
    if trace.cause == "NO_PERMISSION":
        return trace.verdict["params"]["side"]
    return Right.APPLY if CATALOGUE[trace.cause].action == "apply" else ""
