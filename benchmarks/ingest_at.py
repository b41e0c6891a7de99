"""One measurement of ``benchmarks.ingest``: seconds and the peak of memory in MB, on one line."""
import hashlib
import io
import json
import os
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "invoice_portal.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from lxml import etree  # noqa: E402

from lookup.feed.finding import batches_under  # noqa: E402
from lookup.feed.reading import read_found  # noqa: E402
from lookup.models import Invoice  # noqa: E402
from lookup.sources import register_source, span_of  # noqa: E402
from tests.documents import LINE, einvoice_xml  # noqa: E402
from tests.factories import tax_id  # noqa: E402

_HEADER = (
    "发票代码,发票号码,数电发票号码,销方识别号,销方名称,购方识别号,购买方名称,开票日期,金额,税额,价税合计,"
    "发票票种,发票状态"
)
_PARTIES = [(tax_id(n), f"示例{n}号商贸有限公司") for n in range(300)]
_TABLE = Invoice._meta.db_table


def facts(turn: int, count: int) -> Iterator[dict]:
    for n in range(count):
        (seller_id, seller), (buyer_id, buyer) = _PARTIES[n % 300], _PARTIES[(n * 7 + 1) % 300]
        yield {"number": f"26112{turn:05d}{n:010d}", "seller_id": seller_id, "seller": seller,
               "buyer_id": buyer_id, "buyer": buyer, "issued": f"2026-10-{n % 28 + 1:02d} 10:15:30"}  # fmt: skip


def csv_batch(folder: Path, turn: int, count: int) -> None:
    with (folder / "invoices.csv").open("w", encoding="utf-8") as out:
        out.write(_HEADER + "\n")
        for said in facts(turn, count):
            out.write(f",,{said['number']},{said['seller_id']},{said['seller']},{said['buyer_id']},{said['buyer']},"
                      f"{said['issued']},100.00,13.00,113.00,数电发票（普通发票）,正常\n")  # fmt: skip


def xml_batch(folder: Path, turn: int, count: int) -> None:
    with zipfile.ZipFile(folder / "invoices.zip", "w", zipfile.ZIP_DEFLATED) as out:
        for said in facts(turn, count):
            document = einvoice_xml(lines=(LINE,) * 3, amount="300.00", tax="39.00", total="339.00", **said)
            out.writestr(f"{said['number']}.xml", document)


def manifest(folder: Path, turn: int) -> None:
    files = [{"name": p.name, "sha256": hashlib.sha256(p.read_bytes()).hexdigest()} for p in folder.iterdir()]
    number = int(time.time() * 10) % 1_000_000_000
    said = {"source": "BENCH", "batch": number, "created_at": "2026-11-01T08:00:00+08:00", "files": files}
    (folder / "manifest.json").write_text(json.dumps(said))


def read(folder: Path, count: int) -> float:
    start = time.perf_counter()
    (found,) = batches_under(folder)
    report = read_found(found)
    seconds = time.perf_counter() - start
    assert report.documents.accepted == count, report.as_json()
    return seconds


def copy(folder: Path, count: int) -> float:
    """COPY the rows that a reading made, taken out and put back: same rows, same table, same indexes."""
    read(folder, count)
    columns = ", ".join(f'"{field.column}"' for field in Invoice._meta.concrete_fields)
    with transaction.atomic(), connection.cursor() as cursor:
        out = io.StringIO()
        cursor.execute(f"CREATE TEMP TABLE taken AS SELECT {columns} FROM {_TABLE} ORDER BY id DESC LIMIT {count}")
        cursor.copy_expert(f"COPY (SELECT {columns} FROM taken ORDER BY id) TO STDOUT", out)
        cursor.execute(f"DELETE FROM {_TABLE} WHERE id IN (SELECT id FROM taken)")
    out.seek(0)
    start = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {_TABLE} ({columns}) FROM STDIN", out)
    return time.perf_counter() - start


def parse(folder: Path, count: int) -> float:
    with zipfile.ZipFile(folder / "invoices.zip") as archive:
        start = time.perf_counter()
        for name in archive.namelist():
            etree.fromstring(archive.read(name))
        return time.perf_counter() - start


def main() -> None:
    what, count, turn = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    call_command("migrate", interactive=False, verbosity=0)
    register_source(code="BENCH", name="测量", region="11", every=span_of("24h"))
    turn = int(time.time() * 10) % 100_000  # numbers that no run before had
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (csv_batch if what in ("csv", "copy") else xml_batch)(folder, turn, count)
        manifest(folder, turn)
        seconds = {"csv": read, "xml": read, "copy": copy, "parse": parse}[what](folder, count)
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


if __name__ == "__main__":
    main()
