"""The supervisor as an operator meets it: a command that serves, ends, and comes back after being killed."""
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def var():
    """A folder that PostgreSQL's own user may reach when the tests run as root."""
    with tempfile.TemporaryDirectory(prefix="portal-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "var"
        for process in _of(Path(folder)):
            process.kill()


@pytest.fixture(autouse=True)
def _hears_interrupts():
    """A shell's background job ignores Ctrl-C, and so would all that it starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def environment(var):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    return kept | {"VAR_DIR": str(var), "PORT": port, "DEMO": "0"}


@pytest.fixture
def start(environment, var):
    started = []

    def start_and_wait() -> subprocess.Popen:
        log = (var.parent / "log").open("a")
        process = subprocess.Popen(
            [sys.executable, "-m", "invoice_portal.supervisor"], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
        started.append(process)
        _wait(lambda: _ready(environment["PORT"]) or process.poll() is not None, 120)
        assert process.poll() is None, (var.parent / "log").read_text()[-3000:]
        return process

    yield start_and_wait
    for process in started:
        if process.poll() is None:
            process.terminate()
            process.wait(20)


def _ready(port: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2):
            return True
    except OSError:
        return False


def _wait(condition, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not so after {seconds} s"
        time.sleep(0.1)


def _of(var: Path) -> list[psutil.Process]:
    """Return the processes that work in this folder: children by their environment, servers by their command."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.pid != os.getpid() and process.status() != psutil.STATUS_ZOMBIE and (
                str(var) in " ".join(process.cmdline()) or str(var) == process.environ().get("VAR_DIR")
            ):
                found.append(process)
        except psutil.Error:
            continue
    return found


def _named(var: Path, name: str) -> list[psutil.Process]:
    """Return those of them whose command holds this; one that ends while being asked does not count."""
    found = []
    for process in _of(var):
        with suppress(psutil.NoSuchProcess):
            if name in " ".join(process.cmdline()):
                found.append(process)
    return found


def _manage(environment: dict[str, str], code: str) -> str:
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout.strip()


def test_supervisor_interrupted_ends_everything_within_10_s(start, var):
    supervisor = start()
    began = time.monotonic()
    supervisor.send_signal(signal.SIGINT)
    assert supervisor.wait(15) == 0
    assert time.monotonic() - began < 10
    assert _of(var) == []


def test_supervisor_killed_comes_back_with_all_data(start, var, environment):
    supervisor = start()
    _manage(environment, "from invoice_portal.accounts.models import Person; Person.objects.create(login='kept')")
    supervisor.kill()
    supervisor.wait()
    again = start()
    count = "from invoice_portal.accounts.models import Person; print(Person.objects.filter(login='kept').count())"
    assert _manage(environment, count) == "1"
    again.terminate()
    assert again.wait(15) == 0
    assert _of(var) == []


def test_supervisor_starts_again_what_was_killed(start, var, environment):
    start()
    for name in ("invoice_portal.asgi", "invoice_portal.celery worker", "redis-server", "postgres -D"):
        killed = _named(var, name)
        assert killed != [], name
        for process in killed:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        time.sleep(1)
        _wait(lambda: _ready(environment["PORT"]), 30)
        _wait(lambda name=name: _named(var, name) != [], 10)
        assert set(_named(var, name)).isdisjoint(killed), name


def test_supervisor_started_twice_refuses_and_leaves_the_first_alone(start, environment):
    start()
    second = subprocess.run(
        [sys.executable, "-m", "invoice_portal.supervisor"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert second.returncode == 1
    assert "already runs" in second.stderr
    assert _ready(environment["PORT"])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows which signals another process catches")
def test_supervisor_under_make_ends_when_only_make_is_interrupted(environment, var):
    makefile = var.parent / "Makefile"
    makefile.write_text(f"demo:\n\t@exec {sys.executable} -m invoice_portal.supervisor\n")
    make = subprocess.Popen(["make", "-f", makefile, "demo"], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    _wait(lambda: _ready(environment["PORT"]), 120)
    make.send_signal(signal.SIGINT)
    make.wait(10)
    assert _of(var) == []
