"""Pictures of evidence for pages: what there is of each file, and one picture as an answer that nothing can run in."""
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpResponse

from lookup.storing import load
from resubmission.models import Evidence, Picture, Picturing

from .owing import DRAWABLE

#: What the column holds.
_LAST = 32_767
_PREPARING = {Picturing.State.OWED, Picturing.State.DRAWING}


@dataclass(frozen=True, slots=True)
class Pictures:
    """What can be shown of one file. ``left``: pages that only the original has."""

    pictures: list[Picture]
    preparing: bool
    failed: bool
    left: int


def with_pictures(files: QuerySet[Evidence]) -> QuerySet[Evidence]:
    """Fetch with each file what :func:`pictures_of` needs, in a fixed number of queries."""
    ordered = Prefetch("pictures", Picture.objects.order_by("number"))
    return files.select_related("picturing", "scan").prefetch_related(ordered)


def pictures_of(file: Evidence) -> Pictures | None:
    """Return what there is to show, None for a file that is shown as fields; ``file`` as :func:`with_pictures`."""
    if file.format not in DRAWABLE:
        return None
    row = getattr(file, "picturing", None)
    pictures = list(file.pictures.all())
    preparing = row is not None and row.state in _PREPARING
    left = max((row.pages or 0) - len(pictures), 0) if row and pictures else 0
    return Pictures(pictures, preparing, failed=row is not None and not preparing and not pictures, left=left)


def picture_response(file: Evidence, number: int, *, small: bool) -> HttpResponse:
    """Answer with one page as JPEG. Raises Http404 where there is none, or not what was stored."""
    found = file.pictures.filter(number=number).first() if 1 <= number <= _LAST else None
    name, digest = (found.small, found.small_digest) if found and small else ("", "")
    if found and not small:
        name, digest = found.large, found.large_digest
    data = load(name, digest) if name else None
    if data is None:
        raise Http404
    response = HttpResponse(data, content_type="image/jpeg")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
