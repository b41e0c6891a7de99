"""Child processes: kept running, ended together, and found again after the one who started them was killed."""
import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

PR_SET_PDEATHSIG = 1
#: A child that dies sooner than this after its start is started again only after as long.
SETTLED = 2.0
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass
class Child:
    """One process of the portal, in a session of its own: Ctrl-C reaches the supervisor alone, which ends the rest."""

    name: str
    command: list[str]
    environment: dict[str, str]
    process: subprocess.Popen | None = field(default=None, init=False)
    started: float = field(default=0.0, init=False)

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command, env=self.environment, stdin=subprocess.DEVNULL, start_new_session=True,
            preexec_fn=_end_with_parent,
        )

    def keep_running(self) -> str | None:
        """Start the process again if it died, and return what to tell about it."""
        if self.process.poll() is None or time.monotonic() - self.started < SETTLED:
            return None
        code = self.process.returncode
        _signal_group(self.process.pid, signal.SIGKILL)
        self.start()
        return f"{self.name} ended ({code}); started again"


def end(children: list[Child], patience: float) -> None:
    """Ask all to end, and kill what is left of them after ``patience`` seconds."""
    running = [child.process for child in children if child.process]
    for process in running:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and any(process.poll() is None for process in running):
        time.sleep(0.05)
    for process in running:
        _signal_group(process.pid, signal.SIGKILL)
        process.wait()


def remember(path: Path, children: list[Child]) -> None:
    """Write down who runs, with the time of birth: process numbers are used again."""
    running = [psutil.Process(child.process.pid) for child in children if child.process.poll() is None]
    new = path.with_suffix(".new")
    new.write_text(json.dumps([[process.pid, process.create_time()] for process in running]))
    new.replace(path)


def end_forgotten(path: Path) -> None:
    """Kill what an earlier supervisor, itself killed, left running."""
    try:
        remembered = json.loads(path.read_text())
    except (OSError, ValueError):
        return
    for pid, born in remembered:
        # A leader that is gone leaves its group's number unused until the last of the group is gone.
        with contextlib.suppress(psutil.NoSuchProcess):
            if abs(psutil.Process(pid).create_time() - born) > 1:
                continue
        _signal_group(pid, signal.SIGKILL)
    path.unlink()


def _end_with_parent() -> None:
    """Ask Linux to end this process when the supervisor dies, however it dies."""
    if _libc:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _signal_group(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)
