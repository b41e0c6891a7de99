"""How long a PDF takes in the worker, beside a plain HTML(...).write_pdf() of the same page.

    python -m benchmarks.pdf [--rounds 20] [--lines 8]

The plain one has the system's Noto CJK font and keeps nothing between documents. Needs the
package fonts-noto-cjk for the comparison; both are warm, and take turns.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "invoice_portal.settings")
django.setup()

from weasyprint import HTML  # noqa: E402

from lookup.pdf.render import STYLES, page_of, render  # noqa: E402
from tests.pdf.samples import a_document  # noqa: E402

FAMILY = "Noto Sans CJK SC"


def plain(document) -> bytes:
    """Render the same page the plain way, the style sheet inside and the font from the system."""
    face = "@font-face { font-family: Invoice; src: url(font:invoice) }"
    style = STYLES.read_text().replace(face, "").replace("Invoice;", f"'{FAMILY}';")
    page = page_of(document).replace("</head>", f"<style>{style}</style></head>")
    return HTML(string=page).write_pdf()


def measured(work, document) -> tuple[float, int]:
    start = time.perf_counter()
    size = len(work(document))
    return (time.perf_counter() - start) * 1000, size


def has_system_font() -> bool:
    found = shutil.which("fc-list")
    return bool(found) and FAMILY in subprocess.run([found], capture_output=True, text=True, check=True).stdout


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--rounds", type=int, default=20)
    options.add_argument("--lines", type=int, default=8)
    given = options.parse_args()
    if not has_system_font():
        sys.exit(f"{FAMILY} is not installed (apt install fonts-noto-cjk): nothing to compare with")
    document = a_document(given.lines)
    times: dict = {render: [], plain: []}
    for turn in range(given.rounds + 2):
        for work, taken in times.items():
            spent, size = measured(work, document)
            if turn >= 2:
                taken.append((spent, size))
    ours, theirs = (statistics.median(spent for spent, _ in taken) for taken in times.values())
    sizes = [taken[-1][1] / 1000 for taken in times.values()]
    print(f"{given.lines} lines, median of {given.rounds}")
    print(f"worker  {ours:6.1f} ms  {sizes[0]:6.1f} KB")
    print(f"plain   {theirs:6.1f} ms  {sizes[1]:6.1f} KB")
    print(f"ratio   {ours / theirs:6.2f}")


if __name__ == "__main__":
    main()
