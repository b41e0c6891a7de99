"""Reads the evidence of an application, in the worker."""
import logging

from django.utils.translation import gettext_noop as _

from invoice_portal.refusal import Refusal
from lookup.reading import Unreadable, read_bytes
from resubmission.claimed_document import claimed_document
from resubmission.evidence import read
from resubmission.models import Application, Evidence

from .case import Case, ReadEvidence

log = logging.getLogger(__name__)

#: A file that kills the worker each time must not hold up its application for ever.
MOST_ATTEMPTS = 3


def gather(application: Application) -> Case:
    """Read every file that carries fields; what cannot be read says why."""
    deadly = application.prereview_attempts > MOST_ATTEMPTS
    files = application.evidence.select_related("scan").order_by("uploaded_at", "id")
    evidence = [ReadEvidence(file, why=_("读取超时，未自动核对。")) if deadly else _read(file) for file in files]
    return Case(application, claimed_document(application), evidence)


def _read(evidence: Evidence) -> ReadEvidence:
    try:
        return ReadEvidence(evidence, read_bytes(read(evidence)))
    except (Unreadable, Refusal) as unread:
        return ReadEvidence(evidence, why=str(unread.detail))
    except Exception:
        # A fault in a reader is ours to mend, but no reason to keep the applicant waiting.
        log.exception("evidence could not be read", extra={"evidence": str(evidence.pk)})
        return ReadEvidence(evidence, why=_("读取时出错，未自动核对。"))
