"""Ledgers (台账) traced as a whole: taken in, read, mapped, traced a slice at a time, tied to the portal's totals.

The worker does one piece of work a message (``working``); what is owed stands in the run's row.
"""
