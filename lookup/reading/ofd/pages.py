"""An OFD's pages, with the templates they stand on."""
from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from ..xml.tree import named
from .package import Package

_MOST_PAGES = 50

Texts = dict[str, dict[str, str]]


@dataclass(frozen=True)
class OfdPage:
    """One page or template: its ID and its content; a page names the templates under it."""

    identity: str
    content: etree._Element
    templates: tuple[str, ...] = ()


def pages_of(package: Package, path: str, document: etree._Element) -> tuple[list[OfdPage], dict[str, OfdPage]]:
    """(pages in order, templates by ID); what cannot be found is left out."""
    pages = _opened(package, path, list(named(document, "Page")))
    templates = _opened(package, path, list(named(document, "TemplatePage")))
    return pages, {template.identity: template for template in templates}


def _opened(package: Package, path: str, elements: list[etree._Element]) -> list[OfdPage]:
    found = []
    for element in elements[:_MOST_PAGES]:
        opened = package.xml_at(element.get("BaseLoc", ""), path)
        if opened:
            used = tuple(template.get("TemplateID", "") for template in named(opened[1], "Template"))
            found.append(OfdPage(element.get("ID", ""), opened[1], used))
    return found


def texts_by_object(pages: list[OfdPage]) -> Texts:
    """{page ID: {object ID: text}}: what custom tags refer to."""
    return {page.identity: _texts(page.content) for page in pages}


def _texts(page: etree._Element) -> dict[str, str]:
    found = {}
    for element in named(page, "TextObject"):
        text = "".join(code.text or "" for code in named(element, "TextCode")).strip()
        if text:
            found[element.get("ID", "")] = text
    return found
