"""An XML: read without following anything, and with nothing in it that a browser or an office program would run."""
from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from .unfit import Unfit

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
#: Elements of an invoice with 10,000 lines are some hundred thousand.
MOST_ELEMENTS = 500_000
_RUN = {"script", "html", "svg", "iframe", "object", "embed", "applet"}
_SPACES = ("http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg", "http://www.w3.org/1999/XSL/Transform")
#: A style sheet is a program; the others make Windows open the file with Office.
_INSTRUCTIONS = {"xml-stylesheet", "mso-application", "mso-contentType"}


def check_xml(data: bytes) -> str:
    """Return "xml"."""
    try:
        root = etree.fromstring(data, _PARSER)
    except (etree.XMLSyntaxError, ValueError, LookupError, AssertionError):
        # libxml2 stops at an entity it may not expand; the file is refused for what it tried.
        raise Unfit("entities" if declares_entities(data) else "type") from None
    if root is None:
        raise Unfit("type")
    if root.getroottree().docinfo.internalDTD is not None or declares_entities(data):
        raise Unfit("entities")
    if etree.QName(root).localname.lower() in ("head", "body"):
        raise Unfit("page")
    for count, element in enumerate(root.getroottree().iter()):
        if count > MOST_ELEMENTS:
            raise Unfit("too_complex")
        if isinstance(element.tag, str) and _runs(etree.QName(element)):
            raise Unfit("page")
    if any(one.target in _INSTRUCTIONS for one in _instructions(root)):
        raise Unfit("page")
    return "xml"


def declares_entities(data: bytes) -> bool:
    """Tell whether a DOCTYPE stands in the bytes, in any encoding of two bytes a letter too."""
    start = data[:65_536].replace(b"\0", b"")
    return b"<!DOCTYPE" in start or b"<!ENTITY" in start


def _runs(name: etree.QName) -> bool:
    return name.localname.lower() in _RUN or (name.namespace or "") in _SPACES


def _instructions(root: etree._Element) -> Iterator[etree._ProcessingInstruction]:
    before = root.getprevious()
    while before is not None:
        if isinstance(before, etree._ProcessingInstruction):
            yield before
        before = before.getprevious()
    yield from root.iter(etree.ProcessingInstruction)
