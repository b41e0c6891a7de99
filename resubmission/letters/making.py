"""Makes letters."""
from invoice_portal.papers.letter import letter as drawn
from lookup.paper_making import PaperMaking
from resubmission.models import Letter

from .judging import LETTER
from .owing import queue
from .stating import stated

FOLDER = "letters"
MAKING = PaperMaking(
    Letter, LETTER, FOLDER, ("application__taxpayer", "application__objects_to"),
    draw=lambda letter, code: drawn("resubmission/letters/letter.html", stated(letter), code=code),
    subject=lambda letter: letter.pk,
)  # fmt: skip


def make(letter_id: str) -> bool:
    return MAKING.make(letter_id)


def requeue_owed() -> int:
    return MAKING.requeue(queue)
