"""What was looked up for many questions at once, as a ledger asks them.

A gatherer that finds its question here asks the database nothing; all others ask as ever, and find the same.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..facts import Applied
from ..question import Question

#: (code, number), as records keep them.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Ahead:
    """``keys``: looked up among records and applications; ``unseen``: among all that is not a visible record too.

    What was looked up and not found is absent from the mappings. ``near`` goes by (code, number) as asked.
    """

    keys: frozenset[Key] = frozenset()
    unseen: frozenset[Key] = frozenset()
    records: Mapping[Key, list[Any]] = field(default_factory=dict)
    entries: Mapping[Key, list[Any]] = field(default_factory=dict)
    announcements: Mapping[Key, list[Any]] = field(default_factory=dict)
    applications: Mapping[Key, Applied] = field(default_factory=dict)
    near: Mapping[Key, list[tuple[Any, str]]] = field(default_factory=dict)

    def has(self, asked: Question) -> bool:
        """Tell whether its records and applications were looked up."""
        return by_key(asked) and self.keys.issuperset(asked.forms())

    def has_unseen(self, asked: Question) -> bool:
        """Tell whether entries, announcements and near numbers were looked up."""
        return by_key(asked) and self.unseen.issuperset(asked.forms())


def by_key(asked: Question) -> bool:
    """Tell whether the question is for exact numbers alone: neither for a file nor for the end of a number."""
    return bool(asked.number) and not asked.digest and all(code is not None for code, _number in asked.forms())


def under(found: Mapping[Key, list[Any]], asked: Question) -> list[Any]:
    """Return what was found under every reading of the number, best reading first."""
    return [one for key in asked.forms() for one in found.get(key, ())]  # type: ignore[call-overload]
