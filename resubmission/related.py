"""Other cases that bear on one: of the same invoice, with the same evidence, of the same taxpayer."""
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Application, Evidence

#: The newest of each sort are shown.
MOST = 10


@dataclass(frozen=True, slots=True)
class Group:
    """``cases`` are this person's to look at; of those ``elsewhere`` they learn only how many there are."""

    title: str | Promise
    cases: list[Application]
    elsewhere: int
    more: bool


def related_to(case: Application, regions: list[str]) -> list[Group]:
    """Return the groups that have something, one question each; ``regions`` are the asker's, empty: all.

    That the same invoice or the same file was handed in elsewhere is a warning, so it is counted. What else the
    taxpayer applied for in other regions is not this clerk's business: it is left out.
    """
    handed_in = Application.objects.filter(reference__isnull=False).exclude(pk=case.pk)
    # The ids first, so that each question is one step in its index.
    files = Evidence.objects.filter(digest__in=case.evidence.values("digest")).exclude(application=case)
    invoice = handed_in.filter(number=case.number, code=case.code) if case.number else handed_in.none()
    groups = (
        _group(_("同一张发票"), invoice, regions),
        _group(_("同一份材料"), handed_in.filter(pk__in=files.values("application")), regions),
        _group(_("同一纳税人"), _within(handed_in.filter(taxpayer=case.taxpayer_id), regions), regions),
    )
    return [group for group in groups if group.cases or group.elsewhere]


def _within(cases: QuerySet[Application], regions: list[str]) -> QuerySet[Application]:
    return cases.filter(region__in=regions) if regions else cases


def _group(title: str | Promise, cases: QuerySet[Application], regions: list[str]) -> Group:
    newest = list(cases.select_related("taxpayer").order_by("-created_at", "-id")[: MOST + 1])
    shown = newest[:MOST]
    mine = [case for case in shown if not regions or case.region in regions]
    return Group(title, mine, len(shown) - len(mine), len(newest) > MOST)
