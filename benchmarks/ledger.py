"""How long a ledger of 10,000 rows takes among 1,000,000 invoices, most of them one taxpayer's.

    python -m benchmarks.ledger [--rows 10000] [--invoices 1000000]

From the upload over HTTP, through a real broker and a real worker of two processes, to the finished result; and then
to its XLSX. Two ledgers: one as people have it, and one of which the portal knows nothing. Wanted: at most 60 s.
The records live in a database of their own (var/bench-ledger-<invoices>, kept for the next run).
"""
import argparse
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WANTED = 60.0


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--rows", type=int, default=10_000)
    options.add_argument("--invoices", type=int, default=1_000_000)
    given = options.parse_args()
    os.environ |= {
        "VAR_DIR": str(ROOT / "var" / f"bench-ledger-{given.invoices}"), "STATIC_DIR": str(ROOT / "var" / "static"),
        "DJANGO_SETTINGS_MODULE": "invoice_portal.settings",
    }  # fmt: skip
    # Django finds its servers by the environment, so it is set up only now.
    from benchmarks import ledger_at

    operator = ledger_at.prepare(given.invoices)
    ledgers = {
        "as people have it": ledger_at.usual_ledger(operator, given.rows),
        "nothing known": ledger_at.unknown_ledger(operator, given.rows),
    }
    print("| ledger | traced | rows/s | XLSX | causes |")
    print("|---|---|---|---|---|")
    slow = False
    for name, data in ledgers.items():
        with _worker():
            taken, table, causes = ledger_at.measure(operator, data)
        slow |= taken > WANTED
        counts = ", ".join(f"{cause} {count:,}" for cause, count in causes.items())
        print(f"| {name} | **{taken:.1f} s** | {given.rows / taken:,.0f} | {table:.1f} s | {counts} |")
    sys.exit("slower than wanted" if slow else 0)


@contextmanager
def _worker():
    command = [
        sys.executable, "-m", "celery", "--quiet", "--app", "invoice_portal.celery", "worker", "--concurrency", "2",
        "--loglevel", "WARNING", "--without-gossip", "--without-mingle",
    ]  # fmt: skip
    worker = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL)
    time.sleep(8)  # it runs before anybody uploads
    try:
        yield
    finally:
        worker.terminate()
        worker.wait()


if __name__ == "__main__":
    main()
