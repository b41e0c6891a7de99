"""One OFD → what it says, from the best source that it has: attached XML; else custom data and custom tags."""
from __future__ import annotations

from dataclasses import replace

from lxml import etree

from lookup.document import InvoiceDocument

from ..errors import Unreadable
from ..xml import read_xml
from ..xml.tree import named
from .assemble import assemble
from .package import Package, text_of
from .pages import printed
from .tags import tagged


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
        return replace(attached, format="ofd")
    custom = {
        element.get("Name", ""): (element.text or "").strip()
        for element in named(root, "CustomData")
        if (element.text or "").strip()
    }
    texts = printed(package, path, document)
    found = assemble(custom, tagged(package, path, document, texts), texts)
    if not found.number:
        raise Unreadable("OFD 内没有可识别的发票数据")
    return found


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
