"""A document's elements by local name: namespaces and prefixes differ between producers."""
from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

_LOCAL: dict[str, str] = {}


def local(tag: str) -> str:
    """``{namespace}Name`` → ``Name``."""
    found = _LOCAL.get(tag)
    if found is None:
        found = tag.rpartition("}")[2]
        if len(_LOCAL) < 2000:
            _LOCAL[tag] = found
    return found


def texts(element: etree._Element | None) -> dict[str, str]:
    """Text of each direct child by local name, the first of each; empty ones are left out."""
    found: dict[str, str] = {}
    if element is None:
        return found
    for child in element:
        text = child.text
        if text and (text := text.strip()):
            tag = child.tag
            # The table is asked here, not through local(): this loop runs for every field of every document.
            found.setdefault(_LOCAL.get(tag) or local(tag), text)
    return found


def children(element: etree._Element | None) -> dict[str, etree._Element]:
    """Direct children by local name, the first of each."""
    found: dict[str, etree._Element] = {}
    if element is None:
        return found
    for child in element:
        found.setdefault(local(child.tag), child)
    return found


def named(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """All elements below of this local name, whatever their namespace."""
    return root.iter(f"{{*}}{name}")


def flat_texts(element: etree._Element, prefix: str = "") -> dict[str, str]:
    """Every text below, keyed by the path of local names; repeated paths are numbered."""
    found: dict[str, str] = {}
    stack = [(element, prefix)]
    while stack:
        parent, path = stack.pop()
        for child in parent:
            key = f"{path}{local(child.tag)}"
            if len(child):
                stack.append((child, f"{key}/"))
            elif child.text and (text := child.text.strip()):
                unique, count = key, 1
                while unique in found:
                    count += 1
                    unique = f"{key} {count}"
                found[unique] = text
    return found
