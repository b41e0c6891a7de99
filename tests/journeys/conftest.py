"""The real stack over a small demo world, and a real browser."""
import pytest

from .browser import open_page
from .stack import running_stack


@pytest.fixture(scope="session")
def stack():
    """Web, worker and scheduler over a small demo world of its own."""
    with running_stack(DEMO="1", DEMO_INVOICES="300") as running:
        yield running
