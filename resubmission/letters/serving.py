"""Hands a letter out."""
from django.http import HttpResponse
from django.utils import translation

from invoice_portal.papers.serving import pdf_response
from lookup.storing import load
from resubmission.models import Letter

from .owing import owe_again


def letter_response(letter: Letter) -> HttpResponse | None:
    """Return the file as a download; None while it is made, also anew because the file is gone or it had failed."""
    data = load(letter.name, letter.digest) if letter.state == Letter.State.MADE else None
    if data is None:
        owe_again(letter)
        return None
    return pdf_response(data, file_name(letter))


def file_name(letter: Letter) -> str:
    """Name the file in the language of the letter, so that several of a case sort by date."""
    with translation.override(letter.language):
        return f"{letter.application.reference}_{letter.stated_at:%Y-%m-%d}_{letter.get_kind_display()}.pdf"
