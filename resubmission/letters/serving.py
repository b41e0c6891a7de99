"""Hands a letter out."""
from django.http import HttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header

from lookup.storing import load
from resubmission.models import Letter

from .owing import owe_again


def letter_response(letter: Letter) -> HttpResponse | None:
    """Return the file as a download; None while it is made, also anew because the file is gone or it had failed."""
    data = load(letter.name, letter.digest) if letter.state == Letter.State.MADE else None
    if data is None:
        owe_again(letter)
        return None
    headers = {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(data)),
        "Content-Disposition": content_disposition_header(True, file_name(letter)),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(data, headers=headers)


def file_name(letter: Letter) -> str:
    """Name the file in the language of the letter, so that several of a case sort by date."""
    with translation.override(letter.language):
        return f"{letter.application.reference}_{letter.stated_at:%Y-%m-%d}_{letter.get_kind_display()}.pdf"
