"""The real stack, started as ``make demo`` starts it, and a real browser."""
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest

from .browser import open_page  # noqa: F401 (a fixture)

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Stack:
    url: str
    var: Path
    environment: dict[str, str]

    def account(self, person: str, operator: str | None = None) -> dict:
        """Return the demo account of this person (see invoice_portal/demo/cast.py)."""
        accounts = json.loads((self.var / "demo_accounts.json").read_text(encoding="utf-8"))
        return next(a for a in accounts if a["person"] == person and operator in (None, a["operator"]))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_ready(url: str, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()[-4000:]
        try:
            with urllib.request.urlopen(url + "/readyz", timeout=2):
                return
        except OSError:
            time.sleep(0.3)
    raise AssertionError("not ready in 90 s: " + log.read_text()[-4000:])


@pytest.fixture(scope="session")
def stack():
    """Web, worker and scheduler over a small demo world of its own."""
    with tempfile.TemporaryDirectory(prefix="portal-", ignore_cleanup_errors=True) as folder:
        # The embedded database server runs under a user of its own when the tests run as root.
        Path(folder).chmod(0o755)
        var, port = Path(folder) / "var", _free_port()
        dropped = ("DATABASE_URL", "REDIS_URL")
        environment = {name: value for name, value in os.environ.items() if name not in dropped}
        environment |= {"VAR_DIR": str(var), "PORT": str(port), "DEMO": "1", "DEMO_INVOICES": "300"}
        log = Path(folder) / "log"
        with log.open("w") as output:
            command = [sys.executable, "-m", "invoice_portal.supervisor"]
            process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
        url = f"http://127.0.0.1:{port}"
        try:
            _wait_ready(url, process, log)
            yield Stack(url, var, environment)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=20)
