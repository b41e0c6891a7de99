"""A bound on memory while foreign bytes are read: what asks for more gets MemoryError, not the machine's last page."""
import contextlib
import sys
from collections.abc import Iterator

import psutil

if sys.platform == "linux":
    import resource

    @contextlib.contextmanager
    def at_most(more: int) -> Iterator[None]:
        """Let this process have ``more`` bytes of data beyond what it has now. Each worker process does one task."""
        before = resource.getrlimit(resource.RLIMIT_DATA)
        bound = psutil.Process().memory_info().data + more
        if before[1] != resource.RLIM_INFINITY:
            bound = min(bound, before[1])
        resource.setrlimit(resource.RLIMIT_DATA, (bound, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_DATA, before)
else:

    @contextlib.contextmanager
    def at_most(more: int) -> Iterator[None]:
        """Other systems have no such bound; the worker's own limit ends a process after the fact."""
        yield
