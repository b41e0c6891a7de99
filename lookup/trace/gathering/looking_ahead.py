"""Looks up what many questions will need in a few queries for all of them, so that a row found costs none."""
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

from lookup.models import Invoice

from ..neighbours import open_applications
from ..question import Question
from . import arrivals, near, records
from .ahead import Ahead, Key, by_key
from .asker import Asker

#: So many keys a statement takes: few enough for the planner to go by the index, whatever the table's size.
_AT_ONCE = 10_000
_PLACES = """
SELECT asked.place, found.id FROM unnest(string_to_array(%s, ',')) WITH ORDINALITY AS asked(slug, place)
JOIN {table} found ON found.number = split_part(asked.slug, '-', 2) AND found.code = split_part(asked.slug, '-', 1)
"""


def looking_ahead(asker: Asker, questions: Iterable[Question]) -> Asker:
    """Return the asker, knowing what stands under these questions' numbers."""
    asked = [question for question in questions if by_key(question)]
    keys = _keys(asked)
    found = _by_keys(records.with_parties(Invoice.objects.all()), keys)
    unseen = [question for question in asked if not _is_seen(asker, found, question)]
    unseen_keys = _keys(unseen)
    ahead = Ahead(
        keys=frozenset(keys), records=found, applications=open_applications(asker.operator, keys),
        unseen=frozenset(unseen_keys),
        entries=_by_keys(arrivals.quarantined(), unseen_keys),
        announcements=_by_keys(arrivals.waiting(asker), unseen_keys),
        near=_near(asker, unseen),
    )  # fmt: skip
    return replace(asker, ahead=ahead)


def _keys(questions: Iterable[Question]) -> list[Key]:
    return list(dict.fromkeys(key for question in questions for key in question.forms()))


def _is_seen(asker: Asker, found: dict[Key, list], asked: Question) -> bool:
    return any(records.visible(asker.operator, row) for key in asked.forms() for row in found.get(key, ()))


def _by_keys(rows: QuerySet, keys: Sequence[Key]) -> dict[Key, list[Any]]:
    """Return the rows of these numbers by key, in the order of the queryset."""
    ids = {pk for _place, pk in _places(rows.model, keys)}
    found = defaultdict(list)
    for row in rows.filter(pk__in=ids) if ids else ():
        found[row.code, row.number].append(row)
    return dict(found)


def _places(model: type[Model], keys: Sequence[Key]) -> Iterator[tuple[int, int]]:
    """Yield (place in ``keys``, id) of every row of the model with one of these numbers."""
    sql = _PLACES.format(table=connection.ops.quote_name(model._meta.db_table))
    with connection.cursor() as cursor:
        for start in range(0, len(keys), _AT_ONCE):
            # One text is read far faster than as many values; a cleaned number holds neither comma nor dash.
            cursor.execute(sql, [",".join(f"{code}-{number}" for code, number in keys[start : start + _AT_ONCE])])
            for place, pk in cursor.fetchall():
                yield start + place - 1, pk


def _near(asker: Asker, questions: Sequence[Question]) -> dict[Key, list[tuple[Invoice, str]]]:
    """Return the operator's own records that are one slip away, by the question's code and number."""
    meant = {(asked.code, asked.number): near.meant(asked) for asked in questions}
    keys = [(typed, key) for typed, slips in meant.items() for key in slips]
    places = list(_places(Invoice, [key for _typed, key in keys]))
    rows = near.own(asker).in_bulk({pk for _place, pk in places}) if places else {}
    found = defaultdict(list)
    for place, pk in places:
        if pk in rows:
            typed, key = keys[place]
            found[typed].append((rows[pk], meant[typed][key]))
    return dict(found)
