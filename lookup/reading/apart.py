"""Runs a reader as a process of its own, with limits on memory and time: what it dies of costs one file.

The libraries in C and Rust that open workbooks and PDFs abort where memory runs out or a file is damaged in a way
they did not foresee. The program reads the file from its standard input and prints JSON lines.
"""
from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

#: What a reader may have where it is not told otherwise; as limited.py has it, whose package would bring Celery.
SECONDS, MEMORY = 20, 2 * 2**30
#: By the clock, for each second of the processor: others use the machine too.
_PATIENCE = 3
_LIMITED = Path(__file__).resolve().parents[2] / "invoice_portal" / "limited.py"


@contextmanager
def spoken_by(
    program: Path, *arguments: str, data: bytes, failed: Exception, seconds: int = SECONDS, memory: int = MEMORY
) -> Iterator[Iterator[Any]]:
    """The values that the program prints, as they come. ``failed`` is raised if it ends with an error.

    ``seconds`` of the processor and ``memory`` are all it gets; by the clock it gets a little longer.
    """
    # -I: nothing from the environment or the folder it stands in.
    command = [sys.executable, "-I", str(_LIMITED), f"--limits={seconds},{memory}", str(program), *arguments]
    child = subprocess.Popen(  # noqa: S603 - our own program, and no word of the file in the command
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    out_of_time = threading.Timer(seconds * _PATIENCE, child.kill)
    out_of_time.daemon = True
    out_of_time.start()
    try:
        yield _spoken(child, data, failed)
    finally:
        out_of_time.cancel()
        # Whoever has seen enough closes early.
        child.kill()
        for pipe in (child.stdin, child.stdout):
            with suppress(OSError):
                pipe and pipe.close()
        child.wait()


def _spoken(child: subprocess.Popen[bytes], data: bytes, failed: Exception) -> Iterator[Any]:
    assert child.stdin and child.stdout  # noqa: S101 - both are pipes
    with suppress(BrokenPipeError):
        child.stdin.write(data)
        child.stdin.close()
    for line in child.stdout:
        try:
            yield json.loads(line)
        except ValueError:
            # Cut off in the middle of a line.
            raise failed from None
    if child.wait():
        raise failed
