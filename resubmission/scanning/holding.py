"""Holds a new file until the scanner has answered; lets it go, or refuses it, when it has."""
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from invoice_portal.history.record import record
from invoice_portal.queueing import queue_after_commit
from invoice_portal.support.notices import notify
from lookup.storing import load, new_name, remove, store
from resubmission.models import Application, Evidence, Scan
from resubmission.picturing.owing import owe_pictures

#: By name, since tasks call workers.
TASK = "resubmission.tasks.scan_evidence"
QUARANTINE = "quarantine"
State = Scan.State


def hold_or_show(evidence: Evidence) -> None:
    """Owe the scan of a new file, or, where there is no scanner, its pictures at once."""
    if not settings.CLAMD_URL:
        owe_pictures(evidence)
        return
    Scan.objects.create(evidence=evidence)
    queue(evidence.pk)


def queue(evidence_id: object) -> None:
    queue_after_commit(TASK, str(evidence_id))


def let_go(scan: Scan) -> None:
    """Let a clean file be used: its pictures are owed, and the pre-review goes on if it waited for this one."""
    _answered(scan, State.CLEAN)
    owe_pictures(scan.evidence)
    _go_on(scan.evidence.application)


def refuse(scan: Scan, signature: str) -> None:
    """Refuse an infected file: its bytes go into quarantine, for the operator to look at, and the applicant is told."""
    evidence = scan.evidence
    _answered(scan, State.INFECTED, signature=signature)
    old, data = evidence.name, load(evidence.name, evidence.digest)
    if data is not None:
        evidence.name = new_name(QUARANTINE)
        store(evidence.name, data)
        evidence.save(update_fields=["name"])
        transaction.on_commit(lambda: remove(old))
    application = evidence.application
    told = {"name": evidence.original_name, "digest": evidence.digest, "signature": signature}
    record("application", application.pk, "evidence_infected", quarantined=evidence.name, **told)
    notify(
        application.taxpayer, operator=application.operator, kind="evidence_infected",
        params={"number": application.number, "name": evidence.original_name, "signature": signature},
        link=f"/applications/{application.pk}/", dedupe_key=f"evidence_infected:{evidence.pk}",
    )  # fmt: skip
    _go_on(application)


def _answered(scan: Scan, state: str, signature: str = "") -> None:
    scan.state, scan.signature, scan.answered_at, scan.trouble = state, signature, timezone.now(), ""
    scan.save(update_fields=["state", "signature", "answered_at", "trouble"])


def _go_on(application: Application) -> None:
    held = Scan.objects.filter(evidence__application=application, state__in=Scan.HELD)
    if application.state == Application.State.SUBMITTED and not held.exists():
        queue_after_commit("resubmission.tasks.prereview", str(application.pk))
