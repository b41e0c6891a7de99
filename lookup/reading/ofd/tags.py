"""Custom tags: which printed text is which fact. A fact may be printed in several pieces."""
from __future__ import annotations

from lxml import etree

from ..xml import recover
from ..xml.tree import local, named
from .package import Package, text_of
from .pages import Texts


def tagged(package: Package, path: str, document: etree._Element, texts: Texts) -> dict[str, list[str]]:
    """{tag: the pieces printed for it}; empty if there are no tags, or they lead nowhere."""
    location = text_of(document, "CustomTags")
    tags = package.xml_at(location, path) if location else None
    found: dict[str, list[str]] = {}
    if tags is None:
        return found
    for file in named(tags[1], "FileLoc"):
        opened = package.bytes_at(file.text or "", tags[0])
        # One real file is not well formed.
        root = recover(opened[1]) if opened else None
        if root is not None:
            _add(root, texts, found)
    return found


def _add(root: etree._Element, texts: Texts, found: dict[str, list[str]]) -> None:
    anywhere = {identity: text for page in texts.values() for identity, text in page.items()}
    for reference in named(root, "ObjectRef"):
        identity = (reference.text or "").strip()
        text = texts.get(reference.get("PageRef", ""), {}).get(identity) or anywhere.get(identity)
        owner = reference.getparent()
        if text and owner is not None:
            found.setdefault(local(owner.tag), []).append(text)
