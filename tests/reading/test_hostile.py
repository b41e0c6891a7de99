"""Whatever a file asks for, reading it ends soon, in bounded memory, with words; and the next file is read."""
import resource
import time

import pytest

from invoice_portal.limited import MEMORY, SECONDS
from lookup.reading import Unreadable, read_bytes
from tests import documents as make

from .hostile import MADE

#: Processes share the machine with each other: what is bounded is their own time.
PATIENCE = 4 * SECONDS


@pytest.mark.slow
@pytest.mark.parametrize("name", MADE)
def test_hostile_file_costs_itself_and_nothing_else(name):
    data = MADE[name]()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.monotonic()
    with pytest.raises(Unreadable) as refused:
        read_bytes(data)
    assert time.monotonic() - start < PATIENCE
    assert "0x" not in refused.value.detail
    # In KB. What was read apart is bounded by its own limit; here the file and little more is held.
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) << 10 < 200 * 2**20
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss << 10 <= MEMORY
    assert read_bytes(make.einvoice_xml())[0].number == make.NUMBER
