"""Whether the `make` that started us was told to end.

A terminal's Ctrl-C reaches both of us. A SIGINT sent to make alone it keeps for itself: GNU make sets the signal
back to its default, and waits for us without telling. Linux shows that; elsewhere only make's death is seen.
"""
import os
import signal
from pathlib import Path


class MakeAbove:
    """The parent process at the start, if it is make."""

    def __init__(self) -> None:
        self.pid = os.getppid()
        self.is_make = self._status().get("Name") in ("make", "gmake")
        self.caught_interrupt = self._catches_interrupt()

    def told_to_end(self) -> bool:
        """Tell whether make died, or no longer catches the interrupt that it caught at the start."""
        if not self.is_make:
            return False
        return os.getppid() != self.pid or (self.caught_interrupt and not self._catches_interrupt())

    def _catches_interrupt(self) -> bool:
        return bool(int(self._status().get("SigCgt", "0"), 16) & (1 << (signal.SIGINT - 1)))

    def _status(self) -> dict[str, str]:
        try:
            lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        except OSError:
            return {}
        return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}
