"""The texts printed on an OFD's pages, by object ID."""
from __future__ import annotations

from lxml import etree

from ..xml.tree import named
from .package import Package

_MOST_PAGES = 50

Texts = dict[str, dict[str, str]]


def printed(package: Package, path: str, document: etree._Element) -> Texts:
    """{page ID: {object ID: text}} of pages and templates."""
    found: Texts = {}
    pages = [*named(document, "Page"), *named(document, "TemplatePage")]
    for page in pages[:_MOST_PAGES]:
        opened = package.xml_at(page.get("BaseLoc", ""), path)
        if opened:
            found[page.get("ID", "")] = _texts(opened[1])
    return found


def _texts(page: etree._Element) -> dict[str, str]:
    found = {}
    for element in named(page, "TextObject"):
        text = "".join(code.text or "" for code in named(element, "TextCode")).strip()
        if text:
            found[element.get("ID", "")] = text
    return found
