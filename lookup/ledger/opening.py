"""The worker's first piece of work on a run: which table is in the file, and which column is which."""
from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from invoice_portal.refusal import Refusal
from lookup.detail_words import BETWEEN
from lookup.models import LedgerRun
from lookup.reading import Unreadable
from lookup.reading.ledger import Ledger, open_ledger
from lookup.storing import load

from .columns import resolved
from .owing import LEASE
from .starting import fail, start

State = LedgerRun.State
#: So many sample rows tell what a column holds; wider tables and longer cells are shown in part.
SAMPLES, WIDEST, LONGEST = 3, 200, 120


def read(run: LedgerRun) -> None:
    """Open the file if nobody else is at it, and ask the person about its columns; a program has been asked before."""
    now = timezone.now()
    free = Q(state=State.UPLOADED) | Q(state=State.READING, moved_at__lt=now - LEASE)
    if not LedgerRun.objects.filter(free, pk=run.pk).update(state=State.READING, moved_at=now):
        return
    try:
        ledger = opened(run)
    except Unreadable as error:
        fail(run, error.detail)
    except SoftTimeLimitExceeded:
        fail(run, _("读取超时。请拆分后再上传"))
    except MemoryError:
        fail(run, _("表格过大，读取时超出内存限制。请拆分后再上传"))
    else:
        _describe(run, ledger)


def opened(run: LedgerRun) -> Ledger:
    """Return the stored ledger; raises Unreadable."""
    data = load(run.name, run.digest)
    if data is None:
        raise Unreadable("保存的文件已损坏或缺失，请重新上传")
    return open_ledger(data)


def _describe(run: LedgerRun, ledger: Ledger) -> None:
    """Keep what the table looks like, and let the person, or the program's own words, say what is what."""
    header, samples = _shown(ledger.header), [_shown(row) for row in ledger.sample_rows[:SAMPLES]]
    told = run.columns
    run.header, run.sample_rows, run.recognised = header, samples, ledger.recognised
    run.sheet, run.columns = _plain(ledger.sheet or ""), dict(ledger.columns)
    with transaction.atomic():
        described = {name: getattr(run, name) for name in ("header", "sample_rows", "recognised", "sheet", "columns")}
        mine = LedgerRun.objects.filter(pk=run.pk, state=State.READING)
        if not mine.update(state=State.MAPPING, moved_at=timezone.now(), attempts=0, **described):
            return
        run.state = State.MAPPING
        if run.by_api:
            _start_as_told(run, {**ledger.columns, **told})


def _start_as_told(run: LedgerRun, told: dict) -> None:
    try:
        start(run, columns=resolved(told, run.header, width_of(run)), side=run.side, by=run.operator.person)
    except Refusal as refusal:
        fail(run, BETWEEN.join(f"{field}：{text}" for field, text in refusal.fields.items()))


def width_of(run: LedgerRun) -> int:
    """Return how many columns the table has, as far as was looked."""
    return max(map(len, [run.header, *run.sample_rows]), default=0)


def _shown(cells: list[str]) -> list[str]:
    return [_plain(cell)[:LONGEST] for cell in cells[:WIDEST]]


def _plain(text: str) -> str:
    """Return the text without what PostgreSQL has no text for."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()
