"""Loose documents into the portal: files, folders and archives, each document kept as an entry."""
from .report import Report
from .taking_in import take_in

__all__ = ["Report", "take_in"]
