"""How a stranger's bytes leave the server: saved to disk, never shown or run under our address."""
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from .evidence import read
from .file_format import CONTENT_TYPES
from .models import Evidence


def as_attachment(evidence: Evidence) -> HttpResponse:
    """Answer with the file as it came, after its digest has been checked."""
    response = HttpResponse(read(evidence), content_type=CONTENT_TYPES[evidence.format])
    response["Content-Disposition"] = content_disposition_header(True, evidence.original_name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
