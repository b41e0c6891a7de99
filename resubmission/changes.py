"""What happened to a case since a page of it was opened, told by version: pages ask every few seconds."""
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from invoice_portal.history.record import history_of

from .event_words import told
from .models import Application

#: Events that are told; the page itself has them all.
MOST = 5


def version_in(cases: QuerySet[Application], identifier: UUID) -> int | None:
    """Return the version of a case that is among ``cases``, by one step in the key; None if it is not."""
    return cases.order_by().filter(pk=identifier).values_list("version", flat=True).first()


def told_since(identifier: UUID, *, seen: int, now: int) -> str:
    """Say who did what between two versions, the last few changes."""
    newest = list(history_of("application", identifier).reverse()[: max(1, min(MOST, now - seen))])
    return _("；").join(map(told, reversed(newest)))


def seen_version(text: str) -> int:
    """Return the version that a page says it shows; 0, which none is, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
