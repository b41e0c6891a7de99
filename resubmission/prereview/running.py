"""One run of the pre-review: claimed by a filtered update, its findings and the next state written together."""
import logging
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from resubmission.models import Application, Finding, Scan
from resubmission.states import move

from .case import WARNING, Case, Found
from .gathering import gather
from .rules import RULES

log = logging.getLogger(__name__)

#: After this long without a result, whoever began is taken to be dead.
STALE = timedelta(seconds=settings.LEASE_SECONDS)
_FIELDS = tuple(Found.__dataclass_fields__)


def waiting() -> list[uuid.UUID]:
    """Return the submitted applications that nobody is pre-reviewing, longest waiting first."""
    owed = _owed(timezone.now())
    return list(owed.order_by("submitted_at", "id").values_list("pk", flat=True)[:200])


def run(application_id: str) -> bool:
    """Pre-review one application and pass it on to the clerks; False if there was nothing to do.

    May run twice, also at once: only the run that holds the claim writes, and each replaces the
    findings of an earlier one.
    """
    began = timezone.now()
    mine = _owed(began).filter(pk=application_id)
    if not mine.update(prereview_at=began, prereview_attempts=F("prereview_attempts") + 1):
        return False
    case = gather(Application.objects.get(pk=application_id))
    return _write(case.application, list(_judge(case)), began)


def _owed(now: datetime) -> QuerySet[Application]:
    """Match what is handed in, is looked at by nobody, and has no file that waits for the virus scanner."""
    unclaimed = Q(prereview_at=None) | Q(prereview_at__lt=now - STALE)
    held = Exists(Scan.objects.filter(evidence__application=OuterRef("pk"), state__in=Scan.HELD))
    return Application.objects.filter(unclaimed, ~held, state=Application.State.SUBMITTED)


def _judge(case: Case) -> Iterator[Found]:
    for name, rule in RULES.items():
        try:
            yield from list(rule(case))
        except Exception:
            log.exception("pre-review rule failed", extra={"rule": name, "application": str(case.application.pk)})
            yield Found("rule_failed", WARNING, found=name)


def _write(application: Application, found: list[Found], began: datetime) -> bool:
    with transaction.atomic():
        # Withdrawn meanwhile, or begun anew by another run: then this result is nobody's.
        same = Application.objects.select_for_update().filter(
            pk=application.pk, state=Application.State.SUBMITTED, prereview_at=began
        )
        if not same.exists():
            return False
        Finding.objects.filter(application=application).delete()
        rows = [{name: getattr(one, name) for name in _FIELDS} for one in found]
        Finding.objects.bulk_create(Finding(application=application, **row) for row in rows)
        move(application, "begin_review", by=None)
    return True
