"""The records, the ledgers and the clock of ``benchmarks.ledger``."""
import io
import random
import time
from collections.abc import Iterator
from datetime import timedelta

import django

django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402
from openpyxl import Workbook  # noqa: E402

from invoice_portal.accounts.models import Operator  # noqa: E402
from invoice_portal.accounts.opening import open_operator, open_taxpayer  # noqa: E402
from invoice_portal.accounts.tokens import issue_token  # noqa: E402
from lookup.generating import generate  # noqa: E402
from lookup.ledger.making import owe_table  # noqa: E402
from lookup.ledger.removing import forget_old  # noqa: E402
from lookup.ledger.results import causes_of  # noqa: E402
from lookup.models import Batch, Invoice, LedgerExport, LedgerRun, Source, Span, Trace  # noqa: E402
from lookup.sources import register_source  # noqa: E402

GIANT = "91110108MA00KD7X27"
#: Most invoices are the giant's, as buyer or as seller.
SHARE = 0.75
HEADER = ["序号", "发票代码", "发票号码", "数电发票号码", "销方识别号", "销方名称", "购方识别号", "购买方名称",
          "开票日期", "金额", "税额", "价税合计", "发票来源", "发票票种", "发票状态", "是否正数发票", "开票人",
          "备注"]  # fmt: skip
#: Of a hundred rows: found as they stand, one digit wrong, another total, never issued, without a number.
USUAL = {"same": 84, "slip": 5, "total": 3, "unknown": 5, "nameless": 3}


def prepare(invoices: int) -> Operator:
    """Make the records if they are not there; return the giant's operator."""
    call_command("migrate", interactive=False, verbosity=0)
    giant = open_taxpayer(tax_id=GIANT, name="北京云杉软件技术有限公司")
    if not Invoice.objects.exists():
        start = time.monotonic()
        generate(invoices, 1, involve=[GIANT], share=SHARE)
        print(f"{invoices:,} invoices in {time.monotonic() - start:.0f} s")
        for region in ("11", "31", "44"):
            _feed_daily(register_source(code=f"S{region}", name=region, region=region, every=timedelta(hours=24)))
        connection.cursor().execute("VACUUM ANALYZE")
    mine = Invoice.objects.filter(buyer=giant).count() + Invoice.objects.filter(seller=giant).count()
    print(f"{Invoice.objects.count():,} invoices, {mine:,} of them the taxpayer's; {Batch.objects.count():,} batches\n")
    found = Operator.objects.filter(taxpayer=giant, code="01").first()
    return found or open_operator(taxpayer=giant, verified=True)


def _feed_daily(source: Source) -> None:
    """Let the source have sent a batch a day for two years, eight hours after each day."""
    end = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    days = [end - timedelta(days=ago) for ago in range(760, 0, -1)]
    Span.objects.create(source=source, starts_at=days[0], ends_at=end)
    day, late = timedelta(days=1), timedelta(hours=32)
    Batch.objects.bulk_create(
        Batch(source=source, number=number, covers_from=at, covers_to=at + day, made_at=at + late)
        for number, at in enumerate(days, 1)
    )


def usual_ledger(operator: Operator, rows: int) -> bytes:
    chance = random.Random(2)
    kinds = chance.choices(list(USUAL), list(USUAL.values()), k=rows)
    return _xlsx(_row(kind, invoice, chance) for kind, invoice in zip(kinds, _own(operator, rows), strict=True))


def unknown_ledger(operator: Operator, rows: int) -> bytes:
    chance = random.Random(3)
    return _xlsx(_row("unknown", invoice, chance) for invoice in _own(operator, rows))


def measure(operator: Operator, data: bytes) -> tuple[float, float, dict[str, int]]:
    """Return the seconds to the finished result, those to its table, and how many rows ended in which cause."""
    client, token = Client(SERVER_NAME="localhost"), issue_token(operator=operator, name="benchmark")
    begun = time.monotonic()
    file, headers = SimpleUploadedFile("台账.xlsx", data), {"Authorization": f"Bearer {token}"}
    answer = client.post("/api/v1/batches/", {"file": file}, headers=headers)
    assert answer.status_code == 202, answer.content.decode()
    run = LedgerRun.objects.get(pk=answer.json()["id"])
    while run.state not in ("DONE", "FAILED"):
        time.sleep(0.1)
        run.refresh_from_db()
    traced = time.monotonic() - begun
    assert run.state == "DONE", run.error
    begun = time.monotonic()
    export = owe_table(run, language="zh-hans", address="http://localhost/")
    while export.state != LedgerExport.State.MADE:
        time.sleep(0.1)
        export.refresh_from_db()
    made = time.monotonic() - begun
    causes = causes_of(run)
    _clear(run)
    return traced, made, causes


def _clear(run: LedgerRun) -> None:
    """Leave nothing of a run, so that the next measures the same."""
    LedgerRun.objects.filter(pk=run.pk).update(created_at=timezone.now() - timedelta(days=99))
    forget_old()
    Trace.objects.all().delete()


def _own(operator: Operator, rows: int) -> list[Invoice]:
    """Return this many of the taxpayer's invoices, from all its months and both sides."""
    mine = Invoice.objects.filter(buyer=operator.taxpayer) | Invoice.objects.filter(seller=operator.taxpayer)
    ids = random.Random(1).sample(sorted(mine.values_list("pk", flat=True)), rows)
    parties = ("seller", "buyer", "seller_name", "buyer_name")
    return list(Invoice.objects.select_related(*parties).defer("lines").filter(pk__in=ids).order_by("issue_date", "pk"))


def _row(kind: str, invoice: Invoice, chance: random.Random) -> list:
    number, total, issued = invoice.number, invoice.total, invoice.issue_date
    if kind == "slip":
        at = chance.randrange(6, len(number))
        number = number[:at] + str((int(number[at]) + 1 + chance.randrange(9)) % 10) + number[at + 1 :]
    elif kind == "total":
        total += 1
    elif kind == "unknown":
        kept = 0 if invoice.code else 5
        digits = len(number) - kept
        number = f"{number[:kept]}{chance.randrange(10**digits):0{digits}d}"
    elif kind == "nameless":
        number = ""
    old = bool(invoice.code)
    return [
        1, invoice.code if number else "", number if old else "", "" if old else number,
        invoice.seller.tax_id, invoice.seller_name.name, invoice.buyer.tax_id if invoice.buyer else "",
        invoice.buyer_name.name, f"{issued} 09:30:00", invoice.amount, invoice.tax, total, "电子发票服务平台",
        "数电票（普通发票）", "正常", "否" if total < 0 else "是", "王开", "",
    ]  # fmt: skip


def _xlsx(rows: Iterator[list]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("发票基础信息")
    sheet.append(HEADER)
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
