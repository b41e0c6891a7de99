"""How long a PDF takes in the worker, beside other ways to make a PDF of the same page.

    python -m benchmarks.pdf [--rounds 20] [--lines 8] [--memory 1000]

Each way lives in a process of its own, as a worker does, is warm where it can be, and they take turns. The others get
the font from the system (package fonts-noto-cjk); what is not installed is left out. ``--memory`` makes so many PDFs in
one process instead and tells how it grew.
"""
import argparse
import contextlib
import multiprocessing
import os
import shutil
import statistics
import subprocess
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

import django
import psutil

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "invoice_portal.settings")
#: What ours may take of each, as the product promises.
WANTED = {"plain": 0.6, "chromium_warm": 0.45, "chromium_cold": 0.1}
WARM_UP = 2


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--rounds", type=int, default=20)
    options.add_argument("--lines", type=int, default=8)
    options.add_argument("--memory", type=int, default=0)
    given = options.parse_args()
    if given.memory:
        return grow(given.memory, given.lines)
    times, sizes = take_turns(available(), given.rounds, given.lines)
    print(f"{given.lines} lines, median of {given.rounds}, each in its own process")
    middle = {name: statistics.median(spent) for name, spent in times.items()}
    for name, spent in middle.items():
        ratio = "" if name in ("worker", "signing") else f"  worker is {middle['worker'] / spent:.2f} of it"
        wanted = f" (wanted: {WANTED[name]})" if name in WANTED else ""
        print(f"{name:14} {spent:8.1f} ms {sizes[name] / 1000:7.1f} KB{ratio}{wanted}")
    return None


def available() -> list[str]:
    django.setup()
    from benchmarks.pdf_ways import CHROMIUM, FAMILY, WAYS

    has = {
        "plain": FAMILY in subprocess.run(["fc-list"], capture_output=True, text=True, check=True).stdout,
        "chromium_warm": Path(CHROMIUM).exists(), "chromium_cold": Path(CHROMIUM).exists(),
        "wkhtmltopdf": bool(shutil.which("wkhtmltopdf")),
    }  # fmt: skip
    for name, there in has.items():
        if not there:
            print(f"{name}: not installed, left out", file=sys.stderr)
    return [name for name in WAYS if has.get(name, True)]


def take_turns(names: list[str], rounds: int, lines: int) -> tuple[dict[str, list[float]], dict[str, int]]:
    """Return milliseconds and the last size of each way."""
    spawn = multiprocessing.get_context("spawn")
    asked: dict[str, Connection] = {}
    for name in names:
        asked[name], theirs = spawn.Pipe()
        spawn.Process(target=serve, args=(name, lines, theirs), daemon=True).start()
    times: dict[str, list[float]] = {name: [] for name in names}
    sizes = {}
    for turn in range(rounds + WARM_UP):
        for name, pipe in asked.items():
            pipe.send(True)
            spent, sizes[name] = pipe.recv()
            if turn >= WARM_UP:
                times[name].append(spent)
    return times, sizes


def serve(name: str, lines: int, pipe: Connection) -> None:
    """Make one PDF each time the other end asks, until it is gone."""
    make = prepared(name, lines)
    with contextlib.suppress(EOFError):
        while pipe.recv():
            start = time.perf_counter()
            size = len(make())
            pipe.send(((time.perf_counter() - start) * 1000, size))


def prepared(name: str, lines: int):
    django.setup()
    from benchmarks.pdf_ways import WAYS
    from tests.pdf.samples import a_document

    return WAYS[name](a_document(lines))


def grow(count: int, lines: int) -> None:
    """Tell how much memory one process holds after a tenth of the PDFs and after all."""
    make, me = prepared("signing", lines), psutil.Process()
    for made in range(1, count + 1):
        make()
        if made in (count // 10, count // 2, count):
            print(f"{made:6} PDFs: {me.memory_info().rss / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
