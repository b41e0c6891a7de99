"""Names of files in a zip, good on every system that may unpack it: Windows allows the least."""
import re
import unicodedata
from collections.abc import MutableSet

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
#: Devices: "NUL.pdf" is one too.
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)")
#: File systems count bytes, and the folder it is unpacked into has a name of its own.
LONGEST_BYTES = 180


def safe_name(stem: str, ending: str) -> str:
    """Return ``stem`` + ``ending`` as a name that no system refuses, reads as a device or shortens."""
    stem = "".join(c for c in unicodedata.normalize("NFC", stem) if unicodedata.category(c)[0] != "C")
    stem = _FORBIDDEN.sub("", stem).strip(" .")
    if _DEVICES.match(stem + ending):
        stem = f"_{stem}"
    room = LONGEST_BYTES - len(ending.encode())
    stem = stem.encode()[:room].decode(errors="ignore").rstrip(" .")
    return (stem or "_") + ending


def unlike(name: str, taken: MutableSet[str]) -> str:
    """Return the name, numbered if one that differs in capitals only is taken; and take it."""
    stem, dot, ending = name.rpartition(".")
    number, found = 1, name
    while found.casefold() in taken:
        number += 1
        found = f"{stem}_{number}{dot}{ending}"
    taken.add(found.casefold())
    return found
