"""Pictures of evidence: pages of a PDF and photographs, made anew, so that nobody need open a stranger's file.

``drawing.py`` and ``child.py`` are pure and run as a program of their own under limits; ``making.py`` is the worker's
side, ``showing.py`` what pages ask.
"""
