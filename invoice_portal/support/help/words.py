"""Cuts a text into what it can be found by: pairs of Han characters, and words of Latin letters and digits. Pure."""
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

#: Words that say that something is asked, not what: 怎么, 请问, how, the …
FILLERS = Path(__file__).with_name("fillers.txt")
_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
#: Endings that English words have in one text and not in the other.
_ENDINGS = re.compile(r"(?<=[a-z]{3})(?:ies|ing|ed|es|s)$")


def plain(text: str) -> str:
    """Return the text as compared: half-width, lower case; as long as what was given, so that places agree."""
    return "".join(unicodedata.normalize("NFKC", character)[:1] or " " for character in text).lower()


def pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, token) of everything that the text can be found by."""
    for run in _RUN.finditer(plain(text)):
        start, word = run.start(), run[0]
        if not _HAN.match(word):
            yield start, run.end(), _stem(word)
        elif len(word) == 1:
            yield start, run.end(), word
        else:
            for index in range(len(word) - 1):
                yield start + index, start + index + 2, word[index : index + 2]


def tokens(text: str) -> list[str]:
    return [token for _start, _end, token in pieces(text)]


def asked_pieces(question: str) -> list[tuple[int, int, str]]:
    """Return what a question is about: without fillers, unless it has nothing else."""
    rest = list(pieces(_fillers().sub(lambda filler: " " * len(filler[0]), plain(question))))
    # A lone character is what a filler has left over, unless all that was typed is one.
    return [piece for piece in rest if piece[1] - piece[0] > 1] or rest or list(pieces(question))


def _stem(word: str) -> str:
    return _ENDINGS.sub("", word) if word.isalpha() else word


@lru_cache(maxsize=1)
def _fillers() -> re.Pattern[str]:
    known = sorted(FILLERS.read_text(encoding="utf-8").split(), key=len, reverse=True)
    latin = "|".join(word for word in known if word.isascii())
    han = "|".join(word for word in known if not word.isascii())
    return re.compile(rf"{han}|(?<![a-z0-9])(?:{latin})(?![a-z0-9])")
