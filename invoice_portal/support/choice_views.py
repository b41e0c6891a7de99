"""The page on which people choose how they are told of what."""
from collections.abc import Mapping

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from invoice_portal.accounts.access import operator_required
from invoice_portal.accounts.phone import masked, masked_email
from invoice_portal.refusal import Refusal

from .choosing import CHANNELS, choices_of, choose
from .kinds import GROUPS, KINDS
from .wording import WORDS


@never_cache
@operator_required
def notice_choices(request: HttpRequest) -> HttpResponse:
    """Show the table of kinds and ways, and keep what is ticked."""
    person, refusal, chosen = request.operator.person, None, None
    if request.method == "POST":
        chosen = {kind: {c: f"{kind}.{c}" in request.POST for c in CHANNELS} for kind in KINDS}
        try:
            choose(person, chosen)
        except Refusal as wrong:
            refusal = wrong
        else:
            messages.success(request, _("通知方式已保存。"))
            return redirect("notice-choices")
    context = {"groups": _as_table(chosen or choices_of(person)), "refusal": refusal, "channels": list(CHANNELS),
               "phone": masked(person.phone), "email": masked_email(person.email),
               "quiet": settings.QUIET_HOURS}  # fmt: skip
    return render(request, "support/notice_choices.html", context, status=422 if refusal else 200)


def _as_table(chosen: Mapping[str, Mapping[str, bool]]) -> list[dict]:
    return [
        {"group": group,
         "rows": [{"code": kind.code, "name": WORDS[kind.code].title, "must_reach": kind.must_reach,
                   "ways": list(chosen[kind.code].items())} for kind in group.kinds]}
        for group in GROUPS
    ]  # fmt: skip
