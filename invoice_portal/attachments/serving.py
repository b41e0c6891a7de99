"""Hands an attachment out: never as something that a browser runs, never while it is held."""
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from invoice_portal.refusal import Refusal
from lookup.storing import load
from resubmission.file_format import CONTENT_TYPES

from .models import Attachment


def as_attachment(attachment: Attachment) -> HttpResponse:
    """Answer with the file as it came. Raises :class:`Refusal` while it is held, if it is infected, gone or altered."""
    data = _read(attachment)
    response = HttpResponse(data, content_type=CONTENT_TYPES[attachment.format])
    response["Content-Disposition"] = content_disposition_header(True, attachment.original_name)
    return _harmless(response)


def as_picture(attachment: Attachment) -> HttpResponse:
    """Answer with the first page as JPEG. Raises Http404 where there is none."""
    data = load(attachment.picture, attachment.picture_digest) if attachment.picture else None
    if data is None:
        raise Http404
    return _harmless(HttpResponse(data, content_type="image/jpeg"))


def _read(attachment: Attachment) -> bytes:
    if attachment.state == Attachment.State.INFECTED:
        text = _("%(name)s 含有病毒（%(signature)s），不能打开。")
        words = {"name": attachment.original_name, "signature": attachment.signature}
        raise Refusal("attachment_infected", text % words, status=410)
    if attachment.held:
        raise Refusal("attachment_held", _("文件正在查毒，通过后才能打开。"), status=409)
    data = load(attachment.name, attachment.digest)
    if data is None:
        raise Refusal("attachment_damaged", _("保存的文件已损坏或缺失，请重新上传。"), status=410)
    return data


def _harmless(response: HttpResponse) -> HttpResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
