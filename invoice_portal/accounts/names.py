"""How two ways of writing one name are told to be the same."""
import re
import unicodedata

_BRACKETS = str.maketrans("〔〕【】[]｛｝{}〈〉", "()()()()()()")
_BLANK = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")


def name_key(text: str) -> str:
    """Return what names are compared by: NFKC, one kind of bracket, no spaces, upper case."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text).translate(_BRACKETS)).upper()


def name_parts(key: str) -> list[str]:
    """Return every two-character part of a name's comparable form, each once: what a part of a name is found by."""
    return sorted({key[start : start + 2] for start in range(max(len(key) - 1, 1))}) if key else []
