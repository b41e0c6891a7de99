"""Files of drafts that nobody uses go after a month; what was ever handed in keeps its own for good."""
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from invoice_portal.history.record import record
from invoice_portal.support.notices import notify
from lookup.storing import remove

from .evidence import files_of
from .models import Application, Evidence

KEPT = timedelta(days=30)
#: The applicant is told this long before.
WARNED = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The files of one draft, by the names that people know them by."""

    application: Application
    names: list[str]
    size: int


def kept_until(application: Application) -> datetime | None:
    """Return when the files of a draft go if it is left alone; None for what was ever handed in."""
    return None if application.reference else application.touched_at + KEPT


def forget_files(*, after: timedelta = KEPT, dry_run: bool = False) -> list[Forgotten]:
    """Remove the files of drafts, and of withdrawn ones, untouched for so long; return what went, or would go."""
    before = timezone.now() - after
    ids = _untouched(before).order_by("touched_at").values_list("pk", flat=True)
    return list(_forgotten(list(ids), before, dry_run))


def tell_beforehand() -> int:
    """Tell the applicants whose files go within a week, once for each time they left their draft alone."""
    drafts = _untouched(timezone.now() - KEPT + WARNED).filter(state=Application.State.DRAFT)
    told = 0
    for draft in drafts.select_related("taxpayer", "operator__person").order_by("touched_at")[:1000]:
        day = timezone.localtime(draft.touched_at + KEPT).date()
        with transaction.atomic():
            notify(
                draft.taxpayer, operator=draft.operator, kind="draft_files_expiring",
                params={"number": draft.number, "day": day.isoformat()}, link=f"/applications/{draft.pk}/evidence/",
                dedupe_key=f"draft_files_expiring:{draft.pk}:{day}",
            )  # fmt: skip
        told += 1
    return told


def _untouched(before: datetime) -> QuerySet[Application]:
    has_files = Exists(Evidence.objects.filter(application=OuterRef("pk")))
    return Application.objects.filter(has_files, reference=None, touched_at__lt=before)


def _forgotten(ids: list, before: datetime, dry_run: bool) -> Iterator[Forgotten]:
    for pk in ids:
        with transaction.atomic():
            # Its applicant may be back by now.
            draft = _untouched(before).select_for_update().filter(pk=pk).first()
            if draft is None:
                continue
            files = list(draft.evidence.order_by("uploaded_at", "id"))
            forgotten = Forgotten(draft, [file.original_name for file in files], sum(file.size for file in files))
            if not dry_run:
                _forget(draft, files, forgotten.names)
        yield forgotten


def _forget(draft: Application, files: list[Evidence], names: list[str]) -> None:
    stored = [name for file in files for name in files_of(file)]
    digests = [file.digest for file in files]
    record("application", draft.pk, "evidence_expired", names=names, digests=digests)
    draft.evidence.all().delete()
    transaction.on_commit(lambda: [remove(name) for name in stored])
