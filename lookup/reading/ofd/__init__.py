"""One OFD → what it says, from the best source that it has.

Attached XML; else custom data and custom tags, with what only the pages say; else the pages; else the QR code.
"""
from __future__ import annotations

from dataclasses import replace

from lxml import etree

from lookup.document import InvoiceDocument, Party

from ..checked import checked
from ..errors import Unreadable
from ..printed import read_form
from ..xml import read_xml
from ..xml.tree import named
from .assemble import assemble
from .package import Package, text_of
from .pages import pages_of, texts_by_object
from .pictures import code_of
from .places import glyphs_of
from .tags import tagged

_FILLED = ("kind", "number", "code", "issue_date", "amount", "tax", "total", "remark", "drawer", "check_code")
_COMPARED = ("number", "code", "issue_date", "amount", "tax", "total")


def read_ofd(data: bytes) -> InvoiceDocument:
    """Read one document; raises Unreadable."""
    package = Package(data)
    start = package.xml_at("OFD.xml")
    if start is None:
        raise Unreadable("OFD 的入口文件无法解析")
    root = start[1]
    opened = package.xml_at(text_of(root, "DocRoot") or "", start[0])
    if opened is None:
        raise Unreadable("OFD 缺少文档正文")
    path, document = opened
    attached = _attached(package, path, document)
    if attached is not None:
        return checked(replace(attached, format="ofd"), code_of(package, path, document))
    custom = {
        element.get("Name", ""): (element.text or "").strip()
        for element in named(root, "CustomData")
        if (element.text or "").strip()
    }
    found = checked(_read(package, path, document, custom), code_of(package, path, document))
    if not found.number:
        raise Unreadable("OFD 内没有可识别的发票数据")
    return found


def _read(package: Package, path: str, document: etree._Element, custom: dict[str, str]) -> InvoiceDocument:
    pages, templates = pages_of(package, path, document)
    texts = texts_by_object([*pages, *templates.values()])
    stated = assemble(custom, tagged(package, path, document, texts), texts)
    printed = read_form([glyphs_of(page, templates) for page in pages], "ofd")
    return _filled(stated, printed[0].document) if printed else stated


def _filled(stated: InvoiceDocument, printed: InvoiceDocument) -> InvoiceDocument:
    """What custom data and tags state, with what only the print says; where both do, the first stands."""
    missing = {name: getattr(printed, name) for name in _FILLED if getattr(stated, name) is None}
    return replace(
        stated, **missing, lines=printed.lines, special=printed.special, without=printed.without,
        seller=_party(stated.seller, printed.seller), buyer=_party(stated.buyer, printed.buyer),
        red=stated.red or printed.red, red_of=stated.red_of or printed.red_of,
        warnings=(*stated.warnings, *printed.warnings, *_contradictions(stated, printed)),
    )  # fmt: skip


def _contradictions(stated: InvoiceDocument, printed: InvoiceDocument) -> list[str]:
    """What the page says otherwise, unless a tag has already told so."""
    told = {warning.split(":")[0] for warning in stated.warnings}
    pairs = {name: (getattr(stated, name), getattr(printed, name)) for name in _COMPARED if name not in told}
    both = {name: pair for name, pair in pairs.items() if None not in pair}
    return [f"{name}: {ours} ≠ {theirs}" for name, (ours, theirs) in both.items() if ours != theirs]


def _party(stated: Party, printed: Party) -> Party:
    said = {name: getattr(printed, name) for name in Party.__slots__ if getattr(stated, name) is None}
    return replace(stated, **said)


def _attached(package: Package, path: str, document: etree._Element) -> InvoiceDocument | None:
    """The invoice as XML inside the OFD, if one of its attachments is."""
    location = text_of(document, "Attachments")
    attachments = package.xml_at(location, path) if location else None
    if attachments is None:
        return None
    for file in named(attachments[1], "FileLoc"):
        opened = package.bytes_at(file.text or "", attachments[0])
        if opened is None or not opened[1].lstrip().startswith((b"<", b"\xef\xbb\xbf")):
            continue
        try:
            found = read_xml(opened[1].lstrip())
        except Unreadable:
            continue
        if found.number:
            return found
    return None
