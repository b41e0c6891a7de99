"""Answers whether a paper is one that the portal issued, and whether what it says still holds. Tells nothing else."""
import hashlib
from enum import Enum

from .codes import plain
from .looking_into import look_into
from .models import Paper
from .standing import Standing, standing_of


class Doubt(Enum):
    """Why a paper is not taken for genuine."""

    #: It carries our code or signature, and is not the file that was issued.
    ALTERED = "ALTERED"
    #: What was issued is whole inside it, and something was added behind.
    ADDED_TO = "ADDED_TO"
    #: Nothing in it is known here.
    NOT_ISSUED = "NOT_ISSUED"


Answer = Standing | Doubt


def check_code(typed: str) -> Answer:
    """Answer for a code as somebody typed it. One that was never given out and one that is none are the same."""
    # A question is asked of the database in every case.
    paper = Paper.objects.filter(code=plain(typed) or "").first()
    return standing_of(paper) if paper else Doubt.NOT_ISSUED


def check_file(data: bytes) -> Answer:
    """Answer for a file: by its digest, and if that is unknown by what of ours it carries.

    Raises :class:`invoice_portal.refusal.Refusal` while too many are being looked into.
    """
    paper = Paper.objects.filter(digest=hashlib.sha256(data).hexdigest()).first()
    if paper:
        return standing_of(paper)
    seen = look_into(data)
    if seen.ours and seen.intact and Paper.objects.filter(digest=seen.covered).exists():
        return Doubt.ADDED_TO
    if seen.ours or Paper.objects.filter(code__in=seen.codes).exists():
        return Doubt.ALTERED
    return Doubt.NOT_ISSUED
