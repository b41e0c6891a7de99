"""Guessing is slowed, then stopped: per account, token and address, for whatever can be guessed one after the other.

Only what found nothing counts, so that work that finds things is never held back; something of somebody else and
nothing at all count alike, so that being held back tells nothing either. Ledgers (/batch/) and documents are not
counted: they have their own limits, and answer about what is one's own.
"""
from .counting import beginning_of, missed
from .holding import refuse_if_held
from .sources import Asking, sources_of

__all__ = ["Asking", "beginning_of", "missed", "refuse_if_held", "sources_of"]
