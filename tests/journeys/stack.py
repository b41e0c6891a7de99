"""A stack of its own, as ``make demo`` starts it: web, worker, scheduler, PostgreSQL and Redis in a new folder."""
import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2
from django.conf import settings

from invoice_portal.papers.fonts import font_path

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

    def manage(self, *arguments: str) -> str:
        """Run a command of manage.py and return what it printed."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def connect(self):
        """Return a connection of one's own to the stack's database."""
        lines = (self.var / "postgres" / "postmaster.pid").read_text().splitlines()
        return psycopg2.connect(dbname="postgres", user="postgres", host=lines[4].strip(), port=lines[3].strip())


@contextmanager
def running_stack(**chosen: str) -> Iterator[Stack]:
    """Start a stack with these settings, wait until it is ready, and end it."""
    with tempfile.TemporaryDirectory(prefix="portal-", ignore_cleanup_errors=True) as folder:
        # The embedded database server runs under a user of its own when the tests run as root.
        Path(folder).chmod(0o755)
        var, port = Path(folder) / "var", _free_port()
        # Made at the installation; both take longer than everything else here.
        shutil.copytree(font_path().parent, var / "fonts")
        static = _collected_static_files()
        dropped = ("DATABASE_URL", "REDIS_URL")
        environment = {name: value for name, value in os.environ.items() if name not in dropped}
        environment |= {"VAR_DIR": str(var), "PORT": str(port), "STATIC_DIR": static} | chosen
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


def _collected_static_files() -> str:
    """Collect static files where this checkout keeps them, one process at a time, and return where."""
    folder = Path(settings.STATIC_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    code = "import django; django.setup(); from invoice_portal.prepare import collect_static; collect_static()"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    return str(folder)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_ready(url: str, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()[-4000:]
        try:
            with urllib.request.urlopen(url + "/readyz", timeout=2):
                return
        except OSError:
            time.sleep(0.3)
    raise AssertionError("not ready in 240 s: " + log.read_text()[-4000:])
