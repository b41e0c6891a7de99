"""What the worker does for applications."""
from celery import shared_task

from resubmission import from_ledger, unused_drafts
from resubmission import prereview as rules
from resubmission.continuing import taking as uploads
from resubmission.letters import making as letters
from resubmission.picturing import making as pictures
from resubmission.promise.due import recount
from resubmission.scanning import asking as scanner
from resubmission.sweeping import remove_orphans


@shared_task
def prereview(application_id: str) -> None:
    """Pre-review one submitted application; running twice changes nothing more."""
    rules.run(application_id)


@shared_task
def requeue_owed_prereviews() -> None:
    """Queue again what was submitted and is not being looked at: Redis or a worker may have died."""
    for application_id in rules.waiting():
        prereview.delay(str(application_id))


@shared_task
def draft_from_ledger(run_id: str) -> None:
    """Make the next drafts for what a ledger found to be missing."""
    from_ledger.draft_slice(run_id)


@shared_task
def requeue_owed_drafts() -> None:
    """Queue again the drafts that are owed and stand still."""
    from_ledger.requeue_owed()


@shared_task
def recount_due_days() -> None:
    """Count the due days of what is under way again: holidays may have been announced since."""
    recount()


@shared_task
def draw_evidence(evidence_id: str) -> None:
    """Make the pictures of one file."""
    pictures.make(evidence_id)


@shared_task
def requeue_owed_pictures() -> None:
    """Queue again the pictures whose message was lost or whose worker died."""
    pictures.requeue_owed()


@shared_task
def make_letter(letter_id: str) -> None:
    """Make one letter."""
    letters.make(letter_id)


@shared_task
def requeue_owed_letters() -> None:
    """Queue again the letters whose message was lost or whose worker died."""
    letters.requeue_owed()


@shared_task
def sweep_evidence() -> None:
    """Remove uploads that nobody continues, and files of evidence that no row knows."""
    uploads.forget_old()
    remove_orphans()


@shared_task
def forget_unused_drafts() -> None:
    """Tell of drafts whose files go soon, and remove those of drafts that nobody has touched for long."""
    unused_drafts.tell_beforehand()
    unused_drafts.forget_files()


@shared_task
def scan_evidence(evidence_id: str) -> None:
    """Ask the virus scanner about one held file."""
    scanner.ask(evidence_id)


@shared_task
def requeue_owed_scans() -> None:
    """Queue again the held files whose scanner did not answer or whose worker died."""
    scanner.requeue_owed()
