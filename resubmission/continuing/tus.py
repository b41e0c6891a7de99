"""The protocol of continued uploads, for the page and for programs: one request → one answer."""
import base64
import binascii
from collections.abc import Callable, Iterator
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.utils.http import http_date
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Operator
from invoice_portal.refusal import Refusal
from resubmission.evidence import MAX_BYTES
from resubmission.models import Application, PartialUpload

from .taking import KEPT, abandon, append, begin, finish, own_upload

VERSION = "1.0.0"
_ABOUT = {"Tus-Version": VERSION, "Tus-Extension": "creation,termination,expiration", "Tus-Max-Size": str(MAX_BYTES)}
_BODY = "application/offset+octet-stream"
_PIECE = 2**16


def answer(request: HttpRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Do what is asked in the protocol's version, and say refusals as the API does."""
    try:
        if request.headers.get("Tus-Resumable") != VERSION:
            text = _("请使用 tus 1.0.0 协议。")
            raise Refusal("other_version", text, status=412)
        response = act()
    except Refusal as refusal:
        told = {"code": refusal.code, "detail": str(refusal.detail), "fields": refusal.fields}
        response = JsonResponse(told, status=refusal.status)
        response["Tus-Version"] = VERSION
    response["Tus-Resumable"] = VERSION
    response["Cache-Control"] = "no-store"
    return response


def options() -> HttpResponse:
    """Say what can be done."""
    return HttpResponse(status=204, headers=_ABOUT | {"Tus-Resumable": VERSION})


def create(
    request: HttpRequest, application: Application, operator: Operator, address_of: Callable[[PartialUpload], str]
) -> HttpResponse:
    """Begin an upload, or answer with the one that was begun of the same file."""
    said = _metadata(request.headers.get("Upload-Metadata", ""))
    upload = begin(
        application, operator, length=_number(request, "Upload-Length"),
        original_name=said.get("filename", ""), fingerprint=said.get("fingerprint", ""),
    )  # fmt: skip
    response = HttpResponse(status=201)
    response["Location"] = address_of(upload)
    return _stand(response, upload)


def one(request: HttpRequest, application: Application, operator: Operator, upload_id: UUID) -> HttpResponse:
    """Tell how far an upload is, continue it, or forget it."""
    upload = own_upload(application, operator, upload_id)
    if request.method == "DELETE":
        abandon(upload)
        return HttpResponse(status=204)
    if request.method == "PATCH":
        _continue(request, upload)
        return _stand(HttpResponse(status=204), upload)
    response = HttpResponse(status=200)
    response["Upload-Length"] = str(upload.length)
    return _stand(response, upload)


def _continue(request: HttpRequest, upload: PartialUpload) -> None:
    if request.content_type != _BODY:
        raise Refusal("other_content", _("请以 application/offset+octet-stream 发送内容。"), status=415)
    append(upload, _number(request, "Upload-Offset"), _pieces(request))
    finish(upload)


def _pieces(request: HttpRequest) -> Iterator[bytes]:
    """What comes of the body, until its end or until the line breaks."""
    try:
        while piece := request.read(_PIECE):
            yield piece
    except UnreadablePostError:
        # Nobody hears the answer; what came is kept.
        return


def _stand(response: HttpResponse, upload: PartialUpload) -> HttpResponse:
    response["Upload-Offset"] = str(upload.offset)
    response["Upload-Expires"] = http_date((upload.touched_at + KEPT).timestamp())
    return response


def _number(request: HttpRequest, header: str) -> int:
    text = request.headers.get(header, "")
    if not (text.isascii() and text.isdigit() and len(text) <= 12):
        raise Refusal("bad_header", _("请求头 %(header)s 缺失或不是数字。") % {"header": header})
    return int(text)


def _metadata(header: str) -> dict[str, str]:
    """Read ``key base64,key base64``."""
    said = {}
    for pair in filter(str.strip, header.split(",")):
        key, _space, value = pair.strip().partition(" ")
        try:
            text = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, ValueError):
            raise Refusal("bad_header", _("请求头 Upload-Metadata 不是 Base64。")) from None
        if "\0" in text or len(text) > 500:
            raise Refusal("bad_header", _("请求头 Upload-Metadata 不能使用。"))
        said[key] = text
    if len(said.get("fingerprint", "")) > 128:
        raise Refusal("bad_header", _("请求头 Upload-Metadata 不能使用。"))
    return said
