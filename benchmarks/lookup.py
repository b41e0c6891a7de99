"""How look-up grows from 500,000 to 5,000,000 records, for a small taxpayer and for a giant one with 5 % of them.

    python -m benchmarks.lookup [--sizes 500000 5000000] [--rounds 300]

Each size lives in a database of its own (var/bench-<size>, kept for the next run). What is measured takes turns
between the sizes, in one process each, and ratios are what counts: at most 1.15 is wanted.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TURNS = 6


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--sizes", type=int, nargs=2, default=[500_000, 5_000_000])
    options.add_argument("--rounds", type=int, default=300)
    given = options.parse_args()
    taken: dict[int, dict[str, list[float]]] = {size: {} for size in given.sizes}
    for turn in range(TURNS):
        for size in given.sizes:
            for name, times in _measure(size, given.rounds // TURNS, turn).items():
                taken[size].setdefault(name, []).extend(times)
    _print(given.sizes, taken)


def _measure(size: int, rounds: int, turn: int) -> dict[str, list[float]]:
    environment = os.environ | {
        "VAR_DIR": str(ROOT / "var" / f"bench-{size}"), "STATIC_DIR": str(ROOT / "var" / "static"),
    }  # fmt: skip
    command = [sys.executable, "-m", "benchmarks.lookup_at", str(size), str(rounds), str(turn)]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def _print(sizes: list[int], taken: dict[int, dict[str, list[float]]]) -> None:
    small, large = sizes
    print(f"| what | p50 {small:,} | p50 {large:,} | ratio | p99 {small:,} | p99 {large:,} | ratio |")
    print("|---|---|---|---|---|---|---|")
    for name in taken[small]:
        cells = []
        for percentile in (50, 99):
            few, many = (statistics.quantiles(taken[size][name], n=100)[percentile - 1] for size in sizes)
            cells += [f"{few:.2f}", f"{many:.2f}", f"**{many / few:.2f}**"]
        print(f"| {name} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
