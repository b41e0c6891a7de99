"""Removes what no row knows of evidence and its pictures: left by a process that was killed in between."""
from django.db.models import Q

from lookup import orphans
from resubmission.evidence import FOLDER
from resubmission.models import Evidence, Picture

from . import making


def remove_orphans() -> int:
    """Remove them once a day old; return how many."""
    return orphans.remove_orphans(FOLDER, _evidence) + orphans.remove_orphans(making.FOLDER, _pictures)


def _evidence(names: set[str]) -> set[str]:
    return set(Evidence.objects.filter(name__in=names).values_list("name", flat=True))


def _pictures(names: set[str]) -> set[str]:
    rows = Picture.objects.filter(Q(large__in=names) | Q(small__in=names)).values_list("large", "small")
    return {name for row in rows for name in row}
