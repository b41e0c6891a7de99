"""Has the same file come with another application?"""
from collections.abc import Iterator

from resubmission.models import Application, Evidence
from resubmission.prereview.case import INFO, SERIOUS, WARNING, Case, Found


def check(case: Case) -> Iterator[Found]:
    mine = {file.evidence.digest: file.evidence for file in case.evidence}
    others = Evidence.objects.filter(digest__in=mine).exclude(application=case.application)
    # What was never handed in proves nothing.
    others = others.filter(application__reference__isnull=False).select_related("application")
    for other in others.order_by("uploaded_at", "id")[:20]:
        yield Found(
            "evidence_reused", _severity(case.application, other.application),
            found=other.application.reference, evidence=mine[other.digest],
        )  # fmt: skip


def _severity(mine: Application, other: Application) -> str:
    if other.taxpayer_id != mine.taxpayer_id:
        return SERIOUS
    # The same person trying again for the same invoice is no surprise.
    return INFO if (other.number, other.code) == (mine.number, mine.code) else WARNING
