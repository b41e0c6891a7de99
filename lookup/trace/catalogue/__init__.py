"""The catalogue of causes: who must act, what comes next, which evidence an application needs, and the words.

The one source for the trace page, the API, help, applications, reason templates and chat.
"""
from .entries import CATALOGUE, Cause

__all__ = ["CATALOGUE", "Cause"]
