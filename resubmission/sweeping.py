"""Removes files of which no row knows: left by a process that was killed before it wrote the row."""
from django.db.models import Q

from lookup import orphans

from .continuing import taking
from .evidence import FOLDER
from .letters import making as letters
from .models import Evidence, Letter, PartialUpload, Picture
from .picturing import making


def remove_orphans() -> int:
    """Remove them once a day old; return how many."""
    known = {
        FOLDER: _evidence, making.FOLDER: _pictures, taking.FOLDER: _uploads, letters.FOLDER: _letters,
    }  # fmt: skip
    return sum(orphans.remove_orphans(folder, known_of) for folder, known_of in known.items())


def _evidence(names: set[str]) -> set[str]:
    return set(Evidence.objects.filter(name__in=names).values_list("name", flat=True))


def _pictures(names: set[str]) -> set[str]:
    rows = Picture.objects.filter(Q(large__in=names) | Q(small__in=names)).values_list("large", "small")
    return {name for row in rows for name in row}


def _letters(names: set[str]) -> set[str]:
    return set(Letter.objects.filter(name__in=names).values_list("name", flat=True))


def _uploads(names: set[str]) -> set[str]:
    return set(PartialUpload.objects.filter(name__in=names).values_list("name", flat=True))
