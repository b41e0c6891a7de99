"""An OFD's files, found by following its locations: paths differ between producers, in folder and in case."""
from __future__ import annotations

import posixpath

from lxml import etree

from ..archive import Limits, contents
from ..errors import Unreadable
from ..xml import parse
from ..xml.tree import named

_LIMITS = Limits(entries=2_000, member=20 * 2**20, total=64 * 2**20)


class Package:
    """The unpacked files; every location is looked up here and nowhere else."""

    def __init__(self, data: bytes) -> None:
        self._files = {_plain(name): content for name, content in contents(data, _LIMITS).items()}

    def bytes_at(self, location: str, base: str = "") -> tuple[str, bytes] | None:
        """(path, content) of a location as written in the file at ``base``; None if it leads nowhere."""
        written = location.strip().replace("\\", "/")
        beside = written if written.startswith("/") else posixpath.join(posixpath.dirname(base), written)
        # Some producers write paths from the root without the slash that would say so.
        for path in (_plain(beside), _plain(written)):
            if path in self._files:
                return path, self._files[path]
        return None

    def xml_at(self, location: str, base: str = "") -> tuple[str, etree._Element] | None:
        found = self.bytes_at(location, base)
        if found is None:
            return None
        path, content = found
        try:
            return path, parse(content.lstrip())
        except Unreadable:
            return None


def _plain(path: str) -> str:
    return posixpath.normpath("/" + path.replace("\\", "/")).lstrip("/").lower()


def text_of(root: etree._Element, name: str) -> str | None:
    """Text of the first element of this local name."""
    for element in named(root, name):
        if text := "".join(element.itertext()).strip():
            return text
    return None
