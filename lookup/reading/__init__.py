"""Any bytes → the invoices they hold, judged by content and never by name. Pure."""
from __future__ import annotations

from lookup.document import InvoiceDocument

from .archive import Limits, members, parts
from .errors import Unreadable
from .ofd import read_ofd
from .sniff import sniff
from .xml import read_xml

__all__ = ["Limits", "Unreadable", "members", "parts", "read_bytes", "read_one", "sniff"]


def read_bytes(data: bytes, limits: Limits | None = None) -> list[InvoiceDocument]:
    """Every invoice in a file or a zip of files; raises Unreadable, naming the member, if one cannot be read."""
    found = []
    for path, content in parts(data, "", limits):
        try:
            found.append(read_one(content))
        except Unreadable as error:
            if not path:
                raise
            raise Unreadable(path.lstrip("/"), error.detail) from None
    if not found:
        raise Unreadable("压缩包内没有文件")
    return found


def read_one(data: bytes) -> InvoiceDocument:
    """The invoice in one document (not a zip of them)."""
    if not data.strip():
        raise Unreadable("文件为空")
    match sniff(data):
        case "xml":
            # Some producers put blank lines before the declaration, which XML does not allow.
            return read_xml(data.lstrip())
        case "ofd":
            return read_ofd(data)
        case "pdf":
            raise Unreadable("暂不支持读取 PDF 文档")
        case "image":
            raise Unreadable("暂不支持读取图片")
        case "xlsx":
            raise Unreadable("暂不支持读取表格")
        case "zip":
            raise Unreadable("压缩包无法打开")
    raise Unreadable("不是可识别的发票文件")
