"""The invoice that an address asks for: the door for pages and API, where numbers could be tried in turn."""
from django.http import Http404, HttpRequest

from invoice_portal.accounts.access import current_operator
from invoice_portal.accounts.misuse import missed, refuse_if_held, sources_of
from invoice_portal.accounts.models import Misuse

from .access import find_by_slug
from .models import Invoice

NUMBERS = Misuse.Kind.NUMBERS


def asked_for(request: HttpRequest, slug: str) -> Invoice:
    """Return the invoice, ``number`` or ``code-number``, or raise Http404 for any that is not theirs to see.

    Whoever is held back for trying numbers gets what is theirs as before, and 429 instead of the 404.
    """
    try:
        return find_by_slug(current_operator(request), slug)
    except Http404:
        count_miss(request, slug)
        raise


def count_miss(request: HttpRequest, slug: str) -> None:
    """Count a number that was asked for in vain; refuse (429) whoever is held back for it."""
    sources = sources_of(request)
    refuse_if_held(NUMBERS, sources)
    missed(NUMBERS, sources, slug)
