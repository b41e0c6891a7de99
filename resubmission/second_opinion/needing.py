"""Why a case needs a second clerk."""
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from resubmission.models import Application, Finding

from .limit import limit_now

LARGE_TOTAL, EVIDENCE_AGAINST_FEED = "large_total", "evidence_against_feed"
WORDS: dict[str, str | Promise] = {
    LARGE_TOTAL: _("价税合计超过双人审核的金额"),
    EVIDENCE_AGAINST_FEED: _("证明材料与来源数据不一致"),
}


def why_second(case: Application) -> list[str]:
    """Return the reasons, as keys of ``WORDS``; empty: one clerk's approval is enough."""
    reasons = []
    if case.total is not None and abs(case.total) > limit_now():
        reasons.append(LARGE_TOTAL)
    if Finding.objects.filter(application=case, rule=EVIDENCE_AGAINST_FEED).exists():
        reasons.append(EVIDENCE_AGAINST_FEED)
    return reasons
