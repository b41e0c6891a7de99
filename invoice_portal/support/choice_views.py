"""The page on which people choose how they are told of what."""
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
from .kinds import GROUPS


@never_cache
@operator_required
def notice_choices(request: HttpRequest) -> HttpResponse:
    """Show the table of groups and ways, and keep what is ticked."""
    person, refusal, chosen = request.operator.person, None, None
    if request.method == "POST":
        chosen = {g.code: {c: f"{g.code}.{c}" in request.POST for c in CHANNELS} for g in GROUPS}
        try:
            choose(person, chosen)
        except Refusal as wrong:
            refusal = wrong
        else:
            messages.success(request, _("通知方式已保存。"))
            return redirect("notice-choices")
    chosen = chosen or choices_of(person)
    rows = [{"group": g, "ways": [(c, chosen[g.code][c]) for c in CHANNELS]} for g in GROUPS]
    context = {"rows": rows, "refusal": refusal, "phone": masked(person.phone), "email": masked_email(person.email),
               "quiet": settings.QUIET_HOURS}  # fmt: skip
    return render(request, "support/notice_choices.html", context)
