"""What a case fills into a template, in the present language."""
from collections.abc import Iterable

from django.utils.translation import gettext as _

from lookup.detail_words import detail_words
from lookup.field_words import field_word
from lookup.models import Entry

from .models import Application, Finding
from .value_words import value_words

_GRAVEST_FIRST = ["SERIOUS", "WARNING", "INFO"]


def values_of(case: Application) -> dict[str, str]:
    """Return placeholder -> text; what the case does not say is left out."""
    doubts = _doubts(case.findings.all())
    values = {
        "number": f"{case.code} {case.number}".strip(),
        "case_number": case.reference or "",
        "taxpayer": case.taxpayer.name,
        "kind": str(case.get_kind_display()),
        "total": value_words("total", str(case.total)) if case.total is not None else "",
        "differences": "\n".join(map(_told, doubts)),
    }
    if doubts:
        worst = doubts[0]
        claimed = value_words(worst.field, worst.claimed)
        values |= {"field": field_word(worst.field), "claimed": claimed, "found": _found(worst)}
    return values


def _doubts(findings: Iterable[Finding]) -> list[Finding]:
    """Return what the applicant's own papers and the rules say against the claim, gravest first.

    Never what a record says: it may be another's, whose values are not told.
    """
    told = [one for one in findings if one.field and (one.rule == "evidence_differs" or _fault(one))]
    return sorted(told, key=lambda finding: (_GRAVEST_FIRST.index(finding.severity), finding.pk))


def _fault(finding: Finding) -> bool:
    return finding.rule in Entry.Reason.values


def _found(finding: Finding) -> str:
    return detail_words(finding.found) if _fault(finding) else value_words(finding.field, finding.found)


def _told(finding: Finding) -> str:
    said = {
        "field": field_word(finding.field), "found": _found(finding) or _("缺少"),
        "claimed": value_words(finding.field, finding.claimed) or _("未填"),
    }  # fmt: skip
    if _fault(finding):
        return _("· %(field)s：申请所填 %(claimed)s，核对结果 %(found)s") % said
    return _("· %(field)s：申请所填 %(claimed)s，证明材料为 %(found)s") % said
