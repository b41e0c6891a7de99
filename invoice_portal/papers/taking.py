"""Takes the file that somebody wants checked: limited in size, and a PDF by its first bytes."""
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from invoice_portal.refusal import Refusal

MAX_BYTES = 20 * 1024 * 1024
#: Readers look for the mark of a PDF so far into a file.
HEAD = 1024


def pdf_of(file: UploadedFile | None) -> bytes:
    """Return the bytes. Raises :class:`Refusal` if there are none, too many, or no PDF."""
    if file is None:
        raise _refuse("no_file", _("请先选择文件。"))
    if file.size > MAX_BYTES:
        raise _refuse("too_large", _("文件超过 20 MB，不会是本系统签发的。"))
    data = file.read()
    if b"%PDF-" not in data[:HEAD]:
        raise _refuse("type", _("这不是 PDF。请选择从本系统下载的 PDF 文件，或输入纸面上的核验码。"))
    return data


def _refuse(code: str, detail: str) -> Refusal:
    return Refusal(code, detail, status=422, fields={"file": detail})
