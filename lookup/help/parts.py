"""Parts of help articles that look-up writes: its causes, statuses and evidence, from where the pages take them."""
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from invoice_portal.support.help.made import register_part
from lookup.status import Status, words_of
from lookup.trace.catalogue import CATALOGUE
from lookup.trace.catalogue.entries import EVIDENCE
from lookup.trace.causes import CODES
from lookup.trace.showing import OWNERS
from lookup.trace.wording.phrases import phrases_of


@register_part
def causes() -> SafeString:
    """Say of every cause when it holds, who acts and what comes next, in the order in which they are judged."""
    shown = [
        {
            "code": code,
            "headline": cause.headline,
            "rule": cause.rule,
            "owner": OWNERS[cause.owner],
            # Of what is filled in for one invoice, only what holds for all is left.
            "label": (str(cause.label) % phrases_of(code, {}, eta=None)).strip(),
            "evidence": [EVIDENCE[name] for name in cause.evidence],
        }
        for code, cause in ((code, CATALOGUE[code]) for code in CODES)
    ]
    return render_to_string("lookup/help/causes.html", {"causes": shown})


@register_part
def statuses() -> SafeString:
    """Say of every status what it means and what to do next."""
    return render_to_string("lookup/help/statuses.html", {"statuses": [(one, words_of(one)) for one in Status]})


@register_part
def evidence() -> SafeString:
    """Say which files an application needs, by the cause that leads to it."""
    needed = [
        (cause.headline, [EVIDENCE[name] for name in cause.evidence])
        for cause in map(CATALOGUE.__getitem__, CODES)
        if cause.evidence
    ]
    return render_to_string("lookup/help/evidence.html", {"needed": needed})
