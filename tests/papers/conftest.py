"""A kind of paper whose standing the test sets."""
import pytest

from invoice_portal.papers import standing
from invoice_portal.papers.standing import Standing, judges


class Judged:
    """A kind of its own; ``becomes`` says what its papers have come to."""

    kind = "tested"

    def __init__(self):
        self.becomes = Standing.VALID
        judges(self.kind)(lambda subject, paper: self.becomes)


@pytest.fixture
def judged(monkeypatch):
    monkeypatch.setattr(standing, "_judges", dict(standing._judges))
    return Judged()
