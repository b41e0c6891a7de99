"""What a file is, and whether it may be evidence: told from its content alone, in a program of its own.

Pure: run by ``child.py`` under limits, started from ``resubmission/file_format.py``. Knows no words for people.
"""
