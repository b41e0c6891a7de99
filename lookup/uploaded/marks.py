"""What readers doubt in a document, put to the field that it is about, in words."""
import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from lookup.detail_words import detail_words
from lookup.models import Entry
from lookup.reading.as_json import FIELDS

#: "AMOUNTS_DISAGREE total: 100.00 + 13.00 ≠ 114.00", "issue_date: 昨天", "QR amount: 1,2"
_WARNING = re.compile(r"(?:QR )?(?:(?P<reason>[A-Z]+(?:_[A-Z]+)+) )?(?P<field>[a-z_]+)(?:: (?P<detail>.*))?", re.DOTALL)


def marks_of(warnings: Iterable[str]) -> dict[str, list[str]]:
    """Return field -> what is doubtful about it; under "" what is about no field shown."""
    marks: dict[str, list[str]] = {}
    for warning in warnings:
        field, words = _mark(warning)
        marks.setdefault(field, []).append(words)
    return marks


def _mark(warning: str) -> tuple[str, str]:
    parts = _WARNING.fullmatch(warning)
    if parts is None or parts["field"] not in (*FIELDS, "lines"):
        return "", detail_words(warning)
    reason, detail = parts["reason"], parts["detail"] or ""
    if reason in Entry.Reason.values:
        label = str(Entry.Reason(reason).label)
        return parts["field"], _("%(what)s（%(detail)s）") % {"what": label, "detail": detail} if detail else label
    return parts["field"], _("读不准，文件上是“%(detail)s”") % {"detail": detail}
