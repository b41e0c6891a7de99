"""The home page: one field for a number, what is on its way or was refused, and what is new since last time."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from invoice_portal.accounts.access import operator_required
from invoice_portal.accounts.models import Operator

from ..news.changes import COUNT_LIMIT, changes, count_changes
from ..news.decisions import decisions
from ..news.on_its_way import on_its_way
from ..news.refused import refused
from ..news.visit import note_visit
from ..search import Criteria, search
from ..status import status_of, words_of

#: So many rows of each kind; the rest stands on a page of its own.
SHOWN = 5


@require_safe
@operator_required
def home(request: HttpRequest) -> HttpResponse:
    """Show the search field, what is new, and the newest invoices."""
    operator = request.operator
    newest = search(operator, Criteria(), limit=SHOWN)
    context = {
        "rows": [(row, words_of(status_of(row))) for row in newest.rows],
        "on_its_way": on_its_way(operator, limit=SHOWN),
        "refused": refused(operator, limit=SHOWN),
        "news": _news(operator),
    }
    return render(request, "lookup/home.html", context)


def _news(operator: Operator) -> dict:
    """Return what changed since the last visit; nothing at the first, when all would be new."""
    since = note_visit(operator)
    if since is None:
        return {}
    decided = decisions(operator, since)
    return {
        "since": since,
        "changes": changes(operator, since=since, limit=SHOWN).rows,
        "changes_count": _capped(count_changes(operator, since)),
        "decisions": decided[:SHOWN],
        "decisions_count": _capped(len(decided)),
    }


def _capped(count: int) -> str:
    return f"{COUNT_LIMIT - 1}+" if count >= COUNT_LIMIT else str(count or "")
