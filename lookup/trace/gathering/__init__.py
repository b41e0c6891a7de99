"""Gathers what the asker may know, in a number of queries that depends on what was asked and not on what there is."""
from .gather import gather

__all__ = ["gather"]
