"""What an uploaded file is, told from its content alone, and which content is refused. Knows nothing of requests.

Bounded work, so that it may be done while the person waits: who reads an invoice out of the file does so in a worker.
"""
import zipfile
from io import BytesIO

import pikepdf
from django.utils.translation import gettext as _
from lxml import etree
from PIL import Image

from invoice_portal.refusal import Refusal

from .models import Evidence

MAX_PIXELS = 60_000_000
#: Objects looked at for scripts; a scanned contract has some thousand.
MAX_PDF_OBJECTS = 50_000
_IMAGES = {"JPEG": Evidence.Format.JPEG, "PNG": Evidence.Format.PNG, "WEBP": Evidence.Format.WEBP}
_ACTIVE = ("/JavaScript", "/Launch", "/ImportData", "/SubmitForm")
CONTENT_TYPES = {
    "pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp",
    "xml": "application/xml", "ofd": "application/ofd",
}  # fmt: skip


def format_of(data: bytes) -> Evidence.Format:
    """Tell the format from the content alone. Raises :class:`Refusal` that says what is wrong with the file."""
    if b"%PDF-" in data[:1024]:
        return _checked_pdf(data)
    if data[:4] == b"PK\x03\x04":
        return _checked_ofd(data)
    if data[:3] == b"\xff\xd8\xff" or data[:8] == b"\x89PNG\r\n\x1a\n" or data[:4] + data[8:12] == b"RIFFWEBP":
        return _checked_image(data)
    return _checked_xml(data)


def refuse(code: str, detail: str) -> Refusal:
    return Refusal(code, detail, fields={"file": detail})


def _checked_pdf(data: bytes) -> Evidence.Format:
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            encrypted, active = pdf.is_encrypted, _is_active(pdf)
    except pikepdf.PasswordError:
        encrypted, active = True, False
    except (pikepdf.PdfError, ValueError, RuntimeError):
        raise refuse("unreadable", _("这个 PDF 已损坏，无法打开。请重新导出后上传。")) from None
    if encrypted:
        raise refuse("encrypted", _("这个 PDF 有密码保护。请去掉密码后重新上传。"))
    if active:
        raise refuse("active_content", _("这个 PDF 含有脚本或自动动作。请另存为不含脚本的 PDF 后重新上传。"))
    return Evidence.Format.PDF


def _is_active(pdf: pikepdf.Pdf) -> bool:
    """Tell whether any object is a script, or starts a program; a plain “open at this page” is neither."""
    if "/JavaScript" in pdf.Root.get("/Names", {}):
        return True
    for number, thing in enumerate(pdf.objects):
        if number >= MAX_PDF_OBJECTS:
            raise refuse("too_complex", _("这个 PDF 过于复杂，无法检查。请打印成新的 PDF 后上传。"))
        if isinstance(thing, pikepdf.Dictionary) and _acts(thing):
            return True
    return False


def _acts(thing: pikepdf.Dictionary) -> bool:
    if "/JS" in thing or thing.get("/S") in _ACTIVE:
        return True
    inner = [thing.get("/OpenAction"), thing.get("/A")]
    extra = thing.get("/AA")
    if isinstance(extra, pikepdf.Dictionary):
        inner += [extra.get(key) for key in extra.keys()]  # noqa: SIM118 - pikepdf iterates over values otherwise
    return any(isinstance(a, pikepdf.Dictionary) and ("/JS" in a or a.get("/S") in _ACTIVE) for a in inner)


def _checked_ofd(data: bytes) -> Evidence.Format:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = {name.lower() for name in archive.namelist()[:2000]}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        names = set()
    if "ofd.xml" not in names:
        raise refuse("archive", _("不接受压缩包。请解压后，把其中的文件逐个上传。"))
    return Evidence.Format.OFD


def _checked_image(data: bytes) -> Evidence.Format:
    try:
        with Image.open(BytesIO(data), formats=list(_IMAGES)) as image:
            kind, (width, height) = image.format, image.size
            if width * height <= MAX_PIXELS:
                image.verify()
    except Image.DecompressionBombError:
        width, height, kind = MAX_PIXELS, 2, ""
    except Exception:  # Pillow's decoders raise whatever the damage led them to.
        raise refuse("unreadable", _("这张图片已损坏，无法打开。请重新拍照或导出后上传。")) from None
    if width * height > MAX_PIXELS:
        raise refuse("too_many_pixels", _("图片尺寸太大（最多 6000 万像素）。请缩小后重新上传。"))
    return _IMAGES[kind]


def _checked_xml(data: bytes) -> Evidence.Format:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    scripted = root is not None and etree.QName(root).localname.lower() in ("svg", "html", "xhtml")
    if root is None or scripted or root.getroottree().docinfo.doctype:
        raise refuse("type", _("不接受这种文件。请上传 PDF、JPEG、PNG、WebP、XML 或 OFD。"))
    return Evidence.Format.XML
