"""Answers with sound, whole or the range asked for: Safari plays nothing that has no ranges."""
import re

from django.http import HttpRequest, HttpResponse

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def sound(request: HttpRequest, data: bytes) -> HttpResponse:
    """Return the MP3, or the one range of it that the request names."""
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None or not (asked[1] or asked[2]):
        response = HttpResponse(data, content_type="audio/mpeg")
    else:
        response = _part(data, asked[1], asked[2])
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "no-store"
    return response


def _part(data: bytes, first: str, last: str) -> HttpResponse:
    size = len(data)
    # "-500" are the last 500.
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if start > end:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    headers = {"Content-Range": f"bytes {start}-{end}/{size}"}
    return HttpResponse(data[start : end + 1], status=206, content_type="audio/mpeg", headers=headers)
