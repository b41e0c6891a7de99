"""The pre-review (预审): advice to the clerk, found by rules. It never refuses and never blocks."""
from .running import run, waiting

__all__ = ["run", "waiting"]
