"""Says that pictures of a file are owed: a row, and a message to the worker after commit."""
from invoice_portal.queueing import queue_after_commit
from resubmission.models import Evidence, Picturing

#: By name, since tasks call workers.
TASK = "resubmission.tasks.draw_evidence"
Format = Evidence.Format
#: The others are shown as the fields read from them.
DRAWABLE = {Format.PDF, Format.JPEG, Format.PNG, Format.WEBP}


def owe_pictures(evidence: Evidence) -> None:
    """Owe pictures of a new file, if it is one that can be drawn."""
    if evidence.format in DRAWABLE:
        Picturing.objects.get_or_create(evidence=evidence)
        queue(evidence.pk)


def queue(evidence_id: object) -> None:
    queue_after_commit(TASK, str(evidence_id))
