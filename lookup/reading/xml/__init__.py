"""One XML document → what it says. The root decides the variant, except where roots are shared."""
from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from lookup.document import InvoiceDocument

from ..errors import Unreadable
from . import bookkeeping, digital, flat, older, railway, vat_xbrl
from .tree import local, named

#: Kept: making one costs as much as parsing an invoice. lxml gives each thread its own context of it.
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
)
_RECOVERING = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
)
_DECLARED_UTF8 = re.compile(rb"(\xef\xbb\xbf)?<\?xml [^>]{0,40}encoding=[\"']utf-8[\"']", re.IGNORECASE)
_BY_ROOT: dict[str, Callable[[etree._Element], InvoiceDocument]] = {"EInvoice": digital.read, "eInvoice": older.read}
#: Roots such as ``xbrl`` are shared; the fact that holds the number tells the taxonomy.
_BY_FACT: tuple[tuple[str, Callable[[etree._Element], InvoiceDocument]], ...] = (
    (railway.NUMBER, railway.read),
    (vat_xbrl.NUMBER, vat_xbrl.read),
    (bookkeeping.TOTAL, bookkeeping.read),
)


def read_xml(data: bytes) -> InvoiceDocument:
    """Read one document; raises Unreadable."""
    root = parse(data)
    reader = _BY_ROOT.get(local(root.tag)) or _reader_by_fact(root)
    return reader(root)


def parse(data: bytes) -> etree._Element:
    """The root of foreign XML, read without following anything it refers to."""
    try:
        root = etree.fromstring(data, _PARSER)
    except (etree.XMLSyntaxError, ValueError, LookupError, AssertionError) as error:
        raise Unreadable("XML 无法解析", str(error)[:200]) from None
    if root is None:
        raise Unreadable("XML 没有根元素")
    # The tree is asked only where the bytes do not rule it out: another encoding may hide the word.
    plain = b"DOCTYPE" not in data and _DECLARED_UTF8.match(data)
    if not plain and root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("XML 带有 DOCTYPE 声明，不予读取")
    return root


def recover(data: bytes) -> etree._Element | None:
    """As much as can be understood of XML that is not well formed; only for parts that are checked otherwise."""
    if b"<!DOCTYPE" in data:
        return None
    try:
        return etree.fromstring(data, _RECOVERING)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        return None


def _reader_by_fact(root: etree._Element) -> Callable[[etree._Element], InvoiceDocument]:
    for name, reader in _BY_FACT:
        if next(named(root, name), None) is not None:
            return reader
    return flat.read
