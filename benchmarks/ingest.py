"""How fast feeds are read, beside what nothing can beat, in turns in one run; ratios are what counts.

    python -m benchmarks.ingest [--rows 20000] [--files 10000] [--turns 3]

CSV: rows a second, against a bare COPY of the very rows that result into the very table. Wanted: 0.25.
XML: files a second, against lxml merely parsing the same files. Wanted: 0.5.
Memory: the peak of a process that reads n rows or files, and of one that reads 4n.
"""
import argparse
import os
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--rows", type=int, default=20_000)
    options.add_argument("--files", type=int, default=10_000)
    options.add_argument("--turns", type=int, default=3)
    given = options.parse_args()
    print("| what | read | bare | ratio |\n|---|---|---|---|")
    for kind, count, bare in (("csv", given.rows, "copy"), ("xml", given.files, "parse")):
        taken: dict[str, list[float]] = {kind: [], bare: []}
        for turn in range(given.turns):
            for what in (kind, bare):
                taken[what].append(count / _run(what, count, turn)[0])
        ours, theirs = (statistics.median(taken[what]) for what in (kind, bare))
        print(f"| {kind}, {count:,} | {ours:,.0f}/s | {theirs:,.0f}/s | **{ours / theirs:.2f}** |", flush=True)
    for kind, count in (("csv", given.rows), ("xml", given.files)):
        small, large = (_run(kind, n, 100 + n)[1] for n in (count, 4 * count))
        print(f"memory, {kind}: {small} MB at {count:,}, {large} MB at {4 * count:,} (x {large / small:.2f})")


def _run(what: str, count: int, turn: int) -> tuple[float, int]:
    """Return the seconds that it took and the peak of memory in MB, of a process of its own."""
    environment = os.environ | {"VAR_DIR": str(ROOT / "var" / "bench-ingest")}
    command = [sys.executable, "-m", "benchmarks.ingest_at", what, str(count), str(turn)]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    seconds, memory = done.stdout.split()[-2:]
    return float(seconds), int(memory)


if __name__ == "__main__":
    main()
