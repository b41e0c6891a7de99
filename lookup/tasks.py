"""What the worker does for look-up."""

from celery import shared_task

from .exporting import removing as export_removing
from .exporting import working as exports
from .feed import dropping, posted
from .ledger import making as ledger_tables
from .ledger import owing as ledger_runs
from .ledger import removing as ledger_removing
from .ledger.working import work_on
from .pdf.making import make, requeue_owed
from .statement import making as statements
from .uploaded import forgetting, reading
from .watches.looking import look_at
from .watches.sweeping import sweep


@shared_task(name="lookup.tasks.make_pdf", soft_time_limit=60, time_limit=90)
def make_pdf(invoice_id: int) -> None:
    """Make one owed PDF."""
    make(invoice_id)


@shared_task(name="lookup.tasks.requeue_owed_pdfs")
def requeue_owed_pdfs() -> None:
    """Queue again the PDFs whose message was lost or whose worker died."""
    requeue_owed()


@shared_task(name="lookup.tasks.look_at_watches")
def look_at_watches(watch_ids: list[str]) -> None:
    """Ask again where these watched numbers are, and tell who waits for one that came."""
    # What is left over, the sweeper finds.
    look_at(watch_ids, seconds=90)


@shared_task(name="lookup.tasks.sweep_watches")
def sweep_watches() -> None:
    """Find watched numbers whose message was lost, and batches that became overdue."""
    sweep()


@shared_task(name="lookup.tasks.read_document", soft_time_limit=reading.SOFT_LIMIT, time_limit=reading.HARD_LIMIT)
def read_document(document_id: str) -> None:
    """Read one uploaded document."""
    reading.read(document_id)


@shared_task(name="lookup.tasks.requeue_owed_documents")
def requeue_owed_documents() -> None:
    """Queue again the documents whose message was lost or whose worker died."""
    reading.requeue_owed()


@shared_task(name="lookup.tasks.forget_old_documents")
def forget_old_documents() -> None:
    """Remove uploaded documents after a week."""
    forgetting.forget_old()
    forgetting.remove_orphans()


@shared_task(name="lookup.tasks.work_on_ledger")
def work_on_ledger(run_id: str) -> None:
    """Do the next piece of work on a ledger."""
    work_on(run_id)


@shared_task(
    name="lookup.tasks.make_ledger_table", soft_time_limit=ledger_tables.SOFT_LIMIT,
    time_limit=ledger_tables.HARD_LIMIT,
)  # fmt: skip
def make_ledger_table(export_id: str) -> None:
    """Make the table of a ledger's result."""
    ledger_tables.make(export_id)


@shared_task(name="lookup.tasks.requeue_owed_ledgers")
def requeue_owed_ledgers() -> None:
    """Queue again the ledgers and tables whose message was lost or whose worker died."""
    ledger_runs.requeue_owed()
    ledger_tables.requeue_owed()


@shared_task(name="lookup.tasks.forget_old_ledgers")
def forget_old_ledgers() -> None:
    """Remove ledgers after a month."""
    ledger_removing.forget_old()
    ledger_removing.remove_orphans()


@shared_task(name="lookup.tasks.read_posted_feed", soft_time_limit=posted.SOFT_LIMIT, time_limit=posted.HARD_LIMIT)
def read_posted_feed(feed_id: str) -> None:
    """Read one zip that a source posted."""
    posted.read(feed_id)


@shared_task(name="lookup.tasks.requeue_owed_feeds")
def requeue_owed_feeds() -> None:
    """Queue again the posted feeds whose message was lost or whose worker died."""
    posted.requeue_owed()


@shared_task(name="lookup.tasks.forget_old_feeds")
def forget_old_feeds() -> None:
    """Remove the files of posted feeds after a week."""
    posted.forget_old()


@shared_task(name="lookup.tasks.read_dropped_feeds", soft_time_limit=posted.SOFT_LIMIT, time_limit=posted.HARD_LIMIT)
def read_dropped_feeds() -> None:
    """Read the batches that were dropped into the folder."""
    dropping.read_dropped()


@shared_task(name="lookup.tasks.make_statement", soft_time_limit=60, time_limit=90)
def make_statement(statement_id: str) -> None:
    """Make one owed statement of a trace."""
    statements.make(statement_id)


@shared_task(name="lookup.tasks.requeue_owed_statements")
def requeue_owed_statements() -> None:
    """Queue again the statements whose message was lost or whose worker died."""
    statements.requeue_owed()


@shared_task(
    name="lookup.tasks.work_on_export", soft_time_limit=exports.SOFT_LIMIT, time_limit=exports.HARD_LIMIT
)  # fmt: skip
def work_on_export(export_id: str) -> None:
    """Do a turn of a zip of PDFs."""
    exports.work_on(export_id)


@shared_task(name="lookup.tasks.requeue_owed_exports")
def requeue_owed_exports() -> None:
    """Queue again the zips whose message was lost or whose worker died."""
    exports.requeue_owed()


@shared_task(name="lookup.tasks.forget_old_exports")
def forget_old_exports() -> None:
    """Remove zips after a week."""
    export_removing.forget_old()
    export_removing.remove_orphans()
