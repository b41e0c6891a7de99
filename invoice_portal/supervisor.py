"""Runs the portal on one machine: embedded servers, web, worker and scheduler, until Ctrl-C.

    python -m invoice_portal.supervisor

PORT (8000) and VAR_DIR (var/) say where. DEMO is on unless set to 0.
"""
import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

from invoice_portal import embedded
from invoice_portal.make_above import MakeAbove
from invoice_portal.processes import Child, end, end_forgotten, remember

ROOT = Path(__file__).resolve().parent.parent
#: Together with the stop of the servers, less than 10 s.
PATIENCE = 6.0
READY_PATIENCE = 120.0


def children(var: Path, port: str, environment: dict[str, str]) -> list[Child]:
    """Return web, worker and scheduler, not yet started."""
    celery = [sys.executable, "-m", "celery", "--quiet", "--app", "invoice_portal.celery"]
    # Who asks is taken from the connection: what a header says of it is Django's to judge (PROXY_COUNT).
    # h11 bounds what a request line and its headers may weigh; the faster parser bounds nothing.
    web = [
        sys.executable, "-m", "uvicorn", "invoice_portal.asgi:application", "--host", "127.0.0.1", "--port", port,
        "--workers", "2", "--log-level", "warning", "--no-access-log", "--no-proxy-headers", "--no-server-header",
        "--http", "h11", "--h11-max-incomplete-event-size", "16384", "--timeout-graceful-shutdown", "3",
    ]
    worker = [*celery, "worker", "--concurrency", "2", "--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
    beat = [*celery, "beat", "--loglevel", "WARNING", "--pidfile", "", "--schedule", str(var / "schedule")]
    commands = {"web": web, "worker": worker, "beat": beat}
    return [Child(name, command, environment) for name, command in commands.items()]


def main() -> int:
    os.chdir(ROOT)
    var = Path(os.environ.get("VAR_DIR", ROOT / "var")).resolve()
    port = os.environ.get("PORT") or "8000"
    var.mkdir(parents=True, exist_ok=True)
    with (var / "supervisor.lock").open("w") as only_one:
        try:
            fcntl.flock(only_one, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return _refuse(f"The portal already runs in {var}.")
        end_forgotten(var / "children.json")
        if not _port_is_free(int(port)):
            return _refuse(f"Port {port} is in use. Choose another: PORT=8080 make demo")
        return _run(var, port)


def _run(var: Path, port: str) -> int:
    stopping, make = threading.Event(), MakeAbove()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stopping.set())
    addresses = embedded.hold(var)
    environment = {"DEMO": "1", **os.environ, "VAR_DIR": str(var), **embedded.hand_down(addresses)}
    # Servers named by the caller would be used half: the supervisor is for one machine with its own.
    environment.pop("DATABASE_URL", None)
    environment.pop("REDIS_URL", None)
    prepared = _run_to_end("prepare", [sys.executable, "-m", "invoice_portal.prepare"], environment, stopping)
    if prepared or stopping.is_set():
        return prepared
    running = children(var, port, environment)
    try:
        for child in running:
            child.start()
        remember(var / "children.json", running)
        threading.Thread(target=_announce, args=(port, environment, stopping), daemon=True).start()
        _watch(var, running, stopping, make)
    finally:
        end(running, PATIENCE)
        (var / "children.json").unlink(missing_ok=True)
    return 0


def _watch(var: Path, running: list[Child], stopping: threading.Event, make: MakeAbove) -> None:
    """Start again what dies, the embedded servers too, until someone says stop."""
    looked = time.monotonic()
    while not stopping.wait(0.2):
        if make.told_to_end():
            stopping.set()
            return
        told = [message for child in running if (message := child.keep_running())]
        if told:
            print(*told, sep="\n", flush=True)
            remember(var / "children.json", running)
        if time.monotonic() - looked > 2:
            try:
                embedded.ensure_running(var)
            except (RuntimeError, OSError) as problem:
                print(problem, flush=True)
            looked = time.monotonic()


def _run_to_end(name: str, command: list[str], environment: dict[str, str], stopping: threading.Event) -> int:
    """Run a command that ends by itself, or at once when someone says stop."""
    child = Child(name, command, environment)
    child.start()
    while child.process.poll() is None and not stopping.wait(0.05):
        pass
    end([child], PATIENCE)
    return 0 if stopping.is_set() else child.process.returncode


def _announce(port: str, environment: dict[str, str], stopping: threading.Event) -> None:
    """Say where the portal is as soon as it is ready, and who may log in."""
    deadline = time.monotonic() + READY_PATIENCE
    while time.monotonic() < deadline and not stopping.wait(0.2):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                break
        except OSError:
            continue
    if stopping.is_set():
        return
    if environment["DEMO"] != "0" and _has_accounts():
        subprocess.run([sys.executable, "manage.py", "demo_accounts"], env=environment, stdin=subprocess.DEVNULL)
    print(f"\nReady: http://localhost:{port}/   (Ctrl-C stops everything)", flush=True)


def _has_accounts() -> bool:
    return any(ROOT.glob("invoice_portal/*/management/commands/demo_accounts.py"))


def _port_is_free(port: int) -> bool:
    """Wait a little for a port that a process just killed still holds."""
    for _attempt in range(20):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
                return True
            except OSError:
                time.sleep(0.1)
    return False


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
