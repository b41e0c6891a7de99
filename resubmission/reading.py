"""Fills a draft from an invoice document that the applicant has, so that nothing need be typed."""
from django.utils.translation import gettext as _

from lookup.detail_words import detail_words
from lookup.reading import Unreadable, read_bytes
from lookup.reading.as_json import facts, lines_json

from .drafting import fill
from .evidence import add
from .file_format import format_of, refuse
from .models import Application, Evidence

#: A 数电票 of 2,000 lines has under 1 MB; larger ones go to a worker as evidence only.
MAX_BYTES = 2 * 1024 * 1024


def fill_from_file(application: Application, *, data: bytes, original_name: str, by) -> Application:
    """Take the fields from an XML, and keep the file as evidence.

    Raises :class:`Refusal` if it is not one readable invoice, or is another one than the application's.
    """
    if len(data) > MAX_BYTES or format_of(data) != Evidence.Format.XML:
        raise refuse("not_xml", _("这里请上传发票的 XML 文件（最大 2 MB）。其他文件请作为证明材料上传。"))
    try:
        documents = read_bytes(data)
    except Unreadable as error:
        raise refuse("unreadable", _("读不出发票内容：%(detail)s") % {"detail": detail_words(error.detail)}) from None
    if len(documents) != 1:
        raise refuse("several", _("文件里有多张发票，请每次上传一张。"))
    document = documents[0]
    if application.number and document.number and document.number != application.number:
        text = _("文件里的发票号码是 %(found)s，与本申请的 %(number)s 不同。请核对。")
        raise refuse("other_invoice", text % {"found": document.number, "number": application.number})
    stated = {name: value for name, value in facts(document).items() if value is not None}
    fill(application, stated, by=by, lines=lines_json(document))
    add(application, data=data, original_name=original_name, by=by)
    return application
