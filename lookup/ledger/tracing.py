"""Traces a slice of a run's rows. May run twice, two at once, or be killed anywhere: each row is answered once.

The rows are locked while they are asked, so that another worker takes the next ones; all is written at the end.
"""
import logging
from collections.abc import Iterable

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from invoice_portal.accounts.models import Operator
from invoice_portal.refusal import Refusal
from lookup.models import UNREADABLE, Invoice, LedgerRow, LedgerRun, Trace
from lookup.trace.asking import answer, unkept
from lookup.trace.from_document import question_from
from lookup.trace.gathering.asker import Asker, asker_of
from lookup.trace.gathering.looking_ahead import looking_ahead
from lookup.trace.pace import check_guess
from lookup.trace.question import Question

log = logging.getLogger(__name__)
#: Few enough to be shown as progress, many enough to be looked up together.
SLICE = 500
#: How many slices of one run are under way at once; other work of the workers comes in between.
LANES = 2
FOUND = "FOUND"
SCOPES = ("sees_purchases", "sees_sales")
_WRITTEN = ("asked", "cause", "problem", "verdict", "trace", "invoice", "differs")


def trace_slice(run: LedgerRun) -> bool:
    """Answer the next rows that nobody is at; tell whether there were any."""
    with transaction.atomic():
        free = run.rows.filter(cause="").order_by("row_number").select_for_update(skip_locked=True)
        rows = list(free[:SLICE])
        if not rows:
            return False
        # Fresh: scopes may have changed since the run was begun.
        operator = Operator.objects.select_related("taxpayer", "person").get(pk=run.operator_id)
        _answer_all(asker_of(operator, look_elsewhere=not run.by_api), rows)
        LedgerRow.objects.bulk_create(rows, update_conflicts=True, unique_fields=["run", "row_number"],
                                      update_fields=_WRITTEN)  # fmt: skip
        LedgerRun.objects.filter(pk=run.pk).update(
            rows_done=F("rows_done") + len(rows), moved_at=timezone.now(), attempts=0,
            **{scope: True for scope in SCOPES if getattr(operator, scope)},
        )  # fmt: skip
    return True


def _answer_all(asker: Asker, rows: list[LedgerRow]) -> None:
    """Fill in every row's answer, and write down those that are traces."""
    asked = {row.row_number: question for row in rows if (question := _question(row))}
    asker = looking_ahead(asker, asked.values())
    traces, seen, guessed = [], {}, _guessed_too_often(asker, asked.values())
    for row in rows:
        question = asked.get(row.row_number)
        if question in guessed:
            _give_up(row, _("同一号码换过太多日期或金额，这一行没有追踪"))
        kept = _answer(asker, row, question, traces) if question and question not in guessed else None
        if kept and kept["invoice"]:
            seen[row.row_number] = (kept["invoice"]["code"] or "", kept["invoice"]["number"])
    Trace.objects.bulk_create(traces)
    ids = _ids(set(seen.values()))
    for row in rows:
        row.invoice_id = ids.get(seen.get(row.row_number))


def _guessed_too_often(asker: Asker, asked: Iterable[Question]) -> set[Question]:
    """Return the questions that are one guess too many about a number which the operator does not see.

    Whether anyone has it makes no difference. Raises :class:`Refusal` (503) if guesses cannot be counted now.
    """
    too_often = set()
    for question in dict.fromkeys(asked):
        if asker.ahead.has_unseen(question):
            try:
                check_guess(asker.operator, question)
            except Refusal as refusal:
                if refusal.status != 429:
                    raise
                too_often.add(question)
    return too_often


def _question(row: LedgerRow) -> Question | None:
    """Return what the row asks; None if it asks nothing that can be answered, with why in the row."""
    try:
        question = question_from(row.said)
    except Refusal as refusal:
        _give_up(row, str(next(iter(refusal.fields.values()), refusal.detail)))
        return None
    row.asked = question.as_json()
    return question


def _answer(asker: Asker, row: LedgerRow, question: Question, traces: list[Trace]) -> dict | None:
    try:
        verdict, kept = answer(asker, question)
    except DatabaseError:
        raise
    except Exception:
        # One row that nobody thought of must not keep the others waiting.
        log.exception("ledger row could not be traced", extra={"run": str(row.run_id), "row": row.row_number})
        _give_up(row, _("追踪这一行时出错，原因已记录"))
        return None
    row.cause = verdict.cause
    if verdict.cause == FOUND:
        row.verdict = kept
    else:
        row.trace = unkept(asker, question, verdict, kept)
        traces.append(row.trace)
    return kept


def _give_up(row: LedgerRow, why: str) -> None:
    row.cause, row.problem, row.differs = UNREADABLE, why, False


def _ids(keys: set[tuple[str, str]]) -> dict:
    numbers = {number for _code, number in keys}
    found = Invoice.objects.filter(number__in=numbers).values_list("code", "number", "pk") if numbers else ()
    return {(code, number): pk for code, number, pk in found if (code, number) in keys}
