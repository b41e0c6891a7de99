"""Sees to it that every PDF of an export is made. What is made stays, so a killed worker costs one invoice."""
import logging
import time

from celery.exceptions import SoftTimeLimitExceeded
from django.db.models import F

from lookup.access import visible_to
from lookup.models import Export, Invoice, PdfFile
from lookup.pdf.making import make
from lookup.pdf.owing import owe_again, owe_pdf

from .claim import tell

State = PdfFile.State
log = logging.getLogger(__name__)
#: One turn: then other people's work comes between.
TURN_SECONDS = 20.0
#: How often the page learns how far it is.
TOLD_EVERY = 1.0


def visible_ids(export: Export) -> list[int]:
    """Return what was asked for of which the operator may see now, in the order of the list."""
    seen = Invoice.objects.filter(visible_to(export.operator), pk__in=export.asked)
    may = set(seen.values_list("pk", flat=True))
    return [pk for pk in export.asked if pk in may]


def gather(export: Export, ids: list[int]) -> bool:
    """Make what is missing, for one turn; tell whether all is made or known to be impossible."""
    until, told = time.monotonic() + TURN_SECONDS, time.monotonic()
    ready, failed = _standing(export, ids)
    left = [pk for pk in ids if pk not in ready and pk not in failed]
    tell(export, done=len(ready), without=len(failed))
    made = 0
    for pk in left:
        if time.monotonic() > until:
            return False
        made += make_one(pk)
        if time.monotonic() - told > TOLD_EVERY:
            tell(export, done=len(ready) + made, without=len(failed))
            told = time.monotonic()
    ready, failed = _standing(export, ids)
    tell(export, done=len(ready), without=len(failed))
    whole = len(ready) + len(failed) == len(ids)
    if not whole and not made:
        # Others are making the rest.
        time.sleep(TOLD_EVERY)
    return whole


def make_one(invoice_id: int, *, again: bool = False) -> bool:
    """Make one PDF now; tell whether this worker made it. ``again``: though it is made, since its file is gone."""
    invoice = Invoice.objects.get(pk=invoice_id)
    file = owe_pdf(invoice)
    if again or file.state == State.FAILED:
        owe_again(invoice)
    try:
        return make(invoice_id)
    except SoftTimeLimitExceeded:
        raise
    except Exception:
        # The row says why, and is tried again or has failed.
        log.exception("PDF of an export could not be made")
        return False


def _standing(export: Export, ids: list[int]) -> tuple[set[int], set[int]]:
    """Return whose PDF is made as of its present version, and whose has failed since the export was asked for."""
    files = PdfFile.objects.filter(pk__in=ids)
    ready = files.filter(state=State.MADE, version=F("invoice__version"))
    failed = files.filter(state=State.FAILED, owed_at__gte=export.created_at)
    return set(ready.values_list("pk", flat=True)), set(failed.values_list("pk", flat=True))
