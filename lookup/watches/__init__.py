"""Watches (关注): who asked to be told when a number arrives, and what becomes of it.

``key``, ``adding``, ``own``, ``stopping``: what operators do. ``arriving`` notes what came, ``looking`` asks the
trace again and tells, ``sweeping`` finds what was lost on the way and what became overdue.
"""
