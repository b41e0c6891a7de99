"""An index of a language's articles, kept in the process: a few dozen texts need no search engine.

BM25 (Robertson and Zaragoza, 2009) over tokens weighted by where they stand.
"""
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .words import asked_pieces, tokens

#: How much a word counts by where it stands.
TITLE, KEYWORD, SUMMARY, TEXT = 8, 6, 3, 1
#: So much of what was asked, in characters, must be in an article for it to be an answer.
COVERED = 0.5
#: One that scores less than this part of the best is noise.
WORTH = 0.2
_K, _B = 1.2, 0.75


@dataclass(frozen=True, slots=True)
class Entry:
    """``parts``: (weight, text) of what one article says."""

    key: str
    parts: tuple[tuple[int, str], ...]


class Index:
    """Finds entries by what they say."""

    def __init__(self, entries: Sequence[Entry]):
        self._counts = {entry.key: _weighted(entry) for entry in entries}
        self._lengths = {key: sum(counts.values()) for key, counts in self._counts.items()}
        self._average = sum(self._lengths.values()) / max(1, len(entries))
        self._holding = Counter(token for counts in self._counts.values() for token in counts)

    def find(self, question: str) -> list[str]:
        """Return the keys of the entries that answer the question, best first."""
        asked = asked_pieces(question)
        whole, scores = len(_places(asked)), {}
        for key, counts in self._counts.items():
            held = [piece for piece in asked if piece[2] in counts]
            if held and len(_places(held)) >= COVERED * whole:
                scores[key] = sum(self._score(key, token) for token in {piece[2] for piece in held})
        enough = WORTH * max(scores.values(), default=0)
        return sorted((key for key in scores if scores[key] >= enough), key=lambda key: (-scores[key], key))

    def _rarity(self, token: str) -> float:
        """Return how much a token tells: one that no article has tells most."""
        holding = self._holding[token]
        return math.log(1 + (len(self._counts) - holding + 0.5) / (holding + 0.5))

    def _score(self, key: str, token: str) -> float:
        count = self._counts[key][token]
        return self._rarity(token) * count * (_K + 1) / (
            count + _K * (1 - _B + _B * self._lengths[key] / self._average)
        )


def _places(found: list[tuple[int, int, str]]) -> set[int]:
    """Return the places of all characters in what was found."""
    return {place for start, end, _token in found for place in range(start, end)}


def _weighted(entry: Entry) -> Counter[str]:
    counts: Counter[str] = Counter()
    for weight, text in entry.parts:
        for token in tokens(text):
            counts[token] += weight
    return counts
