"""How a paper leaves the portal: a download that a browser neither sniffs nor runs nor keeps."""
from django.http import HttpResponse
from django.utils.http import content_disposition_header


def pdf_response(data: bytes, name: str) -> HttpResponse:
    """Return the file as a download of this name."""
    headers = {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(data)),
        "Content-Disposition": content_disposition_header(True, name),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(data, headers=headers)
