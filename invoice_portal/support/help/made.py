"""Parts of articles that rooms above make from their own words, so that those never drift from the pages.

In an article:

    ```made
    causes
    ```
"""
from collections.abc import Callable

from django.utils.safestring import SafeString

Maker = Callable[[], SafeString]
_registered: dict[str, Maker] = {}


def register_part(make: Maker) -> Maker:
    """Let ``make`` write the part of its name in the active language."""
    _registered[make.__name__] = make
    return make


def made_part(name: str) -> SafeString:
    """Return the part. Raises ``KeyError`` for one that no room makes."""
    return _registered[name]()


def known_parts() -> set[str]:
    return set(_registered)
