"""Files a second that are read in full, against lxml merely parsing them: python benchmarks/reading.py."""
import sys
import time
from collections.abc import Callable
from pathlib import Path

from lxml import etree

sys.path.insert(0, str(Path(__file__).parent.parent))

from lookup.reading import read_bytes
from tests.documents import LINE, einvoice_xml

DATA = einvoice_xml(lines=(LINE, LINE, LINE))


def per_second(work: Callable[[bytes], object], count: int = 3000) -> float:
    """The best of seven rounds: others may use the machine."""
    best = 0.0
    for _ in range(7):
        start = time.perf_counter()
        for _ in range(count):
            work(DATA)
        best = max(best, count / (time.perf_counter() - start))
    return best


def visited(data: bytes) -> list[tuple[str, str | None]]:
    return [(element.tag, element.text) for element in etree.fromstring(data).iter()]


if __name__ == "__main__":
    bare, visit, read = per_second(etree.fromstring), per_second(visited), per_second(read_bytes)
    print(f"{len(DATA)} bytes: parse {bare:,.0f}/s, every field visited {visit:,.0f}/s, read in full {read:,.0f}/s")
    print(f"ratio to parsing {read / bare:.2f}, to visiting {read / visit:.2f}")
