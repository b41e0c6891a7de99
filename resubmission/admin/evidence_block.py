"""What the case page shows of each piece of evidence."""
import json
from typing import Any

from django.urls import reverse

from lookup.field_words import field_word
from resubmission.claimed_document import EVIDENCE_READ
from resubmission.comparing import FIELDS
from resubmission.models import Application, Evidence, Finding, Picture
from resubmission.picturing.showing import pictures_of, with_pictures
from resubmission.value_words import line_words, value_words


def evidence_of(case: Application, findings: list[Finding]) -> list[dict[str, Any]]:
    """Return each file, oldest first, with its pictures or the fields read from it."""
    files = with_pictures(case.evidence.order_by("uploaded_at", "id"))
    return [_file(case, file, findings) for file in files]


def _file(case: Application, file: Evidence, findings: list[Finding]) -> dict[str, Any]:
    reads = [finding for finding in findings if finding.rule == EVIDENCE_READ and finding.evidence_id == file.pk]
    shown = pictures_of(file)
    return {
        "file": file,
        "shown": shown,
        "pages": [_page(case, file, picture) for picture in shown.pictures] if shown else [],
        "address": reverse("admin:case-evidence", args=[case.pk, file.pk]),
        "read": [_read_fields(json.loads(finding.found)) for finding in reads],
    }


def _page(case: Application, file: Evidence, picture: Picture) -> dict[str, Any]:
    large = reverse("admin:case-evidence-page", args=[case.pk, file.pk, picture.number])
    return {"number": picture.number, "large": large, "small": f"{large}?small", "picture": picture}


def _read_fields(kept: dict[str, Any]) -> dict[str, Any]:
    fields = [(field_word(name), value_words(name, kept[name])) for name in FIELDS if kept.get(name)]
    return {"fields": fields, "lines": list(map(line_words, kept.get("lines", [])))}
