"""PostgreSQL and Redis from wheels, run in var/ when no server is configured.

Every process that uses them holds a shared lock on var/users.lock, which the kernel lets go even after kill -9.
The last one out stops both. The supervisor hands the addresses to its children, which then start and hold nothing.
"""
import atexit
import fcntl
import json
import os
from pathlib import Path

from invoice_portal.embedded import postgres, redis_server

HANDED_DOWN = "EMBEDDED_SERVERS"
_held: dict[Path, int] = {}


def database(var: Path) -> dict[str, str]:
    """Start PostgreSQL 18 in ``var`` if it does not run, and return Django's settings for it."""
    return _given(var)["database"] if _given(var) else hold(var)["database"]


def redis_socket(var: Path) -> str:
    """Start Redis in ``var`` if it does not run, and return the path of its unix socket."""
    return _given(var)["redis"] if _given(var) else hold(var)["redis"]


def hold(var: Path) -> dict:
    """Start what does not run, keep it running while this process lives, and return where it answers."""
    var = var.resolve()
    if var not in _held:
        var.mkdir(parents=True, exist_ok=True)
        users = os.open(var / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(users, fcntl.LOCK_SH)
        _held[var] = users
        atexit.register(_let_go, var, os.getpid())
    return ensure_running(var)


def ensure_running(var: Path) -> dict:
    """Start again whichever of the two does not answer; one process at a time."""
    var = var.resolve()
    with (var / "start.lock").open("w") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        return {
            "var": str(var),
            "database": postgres.ensure(var / "postgres"),
            "redis": redis_server.ensure(var / "redis"),
        }


def hand_down(addresses: dict) -> dict[str, str]:
    """Return the environment by which children know the servers that the caller holds."""
    return {HANDED_DOWN: json.dumps(addresses)}


def _given(var: Path) -> dict | None:
    addresses = json.loads(os.environ.get(HANDED_DOWN, "null"))
    return addresses if addresses and addresses["var"] == str(var.resolve()) else None


def _let_go(var: Path, owner: int) -> None:
    """Stop both servers if no other process uses them. A fork of the owner shares its lock and does nothing."""
    if os.getpid() != owner:
        return
    users = _held.pop(var)
    fcntl.flock(users, fcntl.LOCK_UN)
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    redis_server.stop(var / "redis")
    postgres.stop(var / "postgres")
    os.close(users)
