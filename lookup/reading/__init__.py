"""Any bytes → the invoices they hold, judged by content and never by name. Pure."""
from __future__ import annotations

from lookup.document import InvoiceDocument

from .archive import Limits, members, parts
from .errors import Unreadable
from .ofd import read_ofd
from .sniff import sniff
from .xml import read_xml

__all__ = ["Limits", "Unreadable", "members", "parts", "read_bytes", "read_one", "sniff"]

_NOT_READ = {
    "pdf": "暂不支持读取 PDF 文档",
    "image": "暂不支持读取图片",
    "xlsx": "暂不支持读取表格",
    "zip": "压缩包无法打开",
}


def read_bytes(data: bytes, limits: Limits | None = None) -> list[InvoiceDocument]:
    """Every invoice in a file or a zip of files; raises Unreadable, naming the member, if one cannot be read."""
    found = []
    for path, content in parts(data, "", limits):
        try:
            found.append(read_one(content))
        except Unreadable as error:
            raise Unreadable(f"{path.lstrip('/')}：{error.detail}" if path else error.detail) from None
    if not found:
        raise Unreadable("压缩包内没有文件")
    return found


def read_one(data: bytes) -> InvoiceDocument:
    """The invoice in one document (not a zip of them)."""
    if not data.strip():
        raise Unreadable("文件为空")
    found = sniff(data)
    if found == "xml":
        # Some producers put blank lines before the declaration, which XML does not allow.
        return read_xml(data.lstrip())
    if found == "ofd":
        return read_ofd(data)
    raise Unreadable(_NOT_READ.get(found or "", "不是可识别的发票文件"))
