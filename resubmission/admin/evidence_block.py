"""What the case page shows of each piece of evidence."""
import json
from typing import Any

from django.urls import reverse

from lookup.field_words import field_word
from resubmission.claimed_document import EVIDENCE_READ
from resubmission.comparing import FIELDS
from resubmission.models import Application, Finding

from .previewing import page_count


def evidence_of(case: Application, findings: list[Finding]) -> list[dict[str, Any]]:
    """Return each file, oldest first, with the addresses of its pictures and the fields read from it."""
    return [_file(case, file, findings) for file in case.evidence.order_by("uploaded_at", "id")]


def _file(case: Application, file, findings: list[Finding]) -> dict[str, Any]:
    reads = [finding for finding in findings if finding.rule == EVIDENCE_READ and finding.evidence_id == file.pk]
    numbers = range(1, page_count(file) + 1)
    return {
        "file": file,
        "pages": [reverse("admin:case-evidence-page", args=[case.pk, file.pk, number]) for number in numbers],
        "address": reverse("admin:case-evidence", args=[case.pk, file.pk]),
        "read": [_read_fields(json.loads(finding.found)) for finding in reads],
    }


def _read_fields(kept: dict[str, Any]) -> dict[str, Any]:
    fields = [(field_word(name), kept[name]) for name in FIELDS if kept.get(name)]
    return {"fields": fields, "lines": kept.get("lines", [])}
