"""The one page of a taxpayer: names, operators, tokens, history, and what can be done with each."""
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from invoice_portal.history.models import Event
from invoice_portal.history.record import record

from ..desk.asking import Question, ask, show, typed
from ..event_words import change_told, told
from ..looks import looked
from ..models import ApiToken, Look, Operator, Taxpayer
from ..opening import add_former_name, rename_taxpayer
from ..permissions import phones_for, taxpayers_for, taxpayers_read_by, why_not_keep_operators
from ..phone import masked
from ..region_words import region_words
from ..scopes import WORDS, scopes_of
from .forms import NameForm

#: How many of the newest events are shown.
_EVENTS = 100


def page(request: HttpRequest, taxpayer_id: str) -> HttpResponse:
    """Show the taxpayer; one that is not this person's to look after does not exist."""
    if not (taxpayer_id.isascii() and taxpayer_id.isdigit() and len(taxpayer_id) < 19):
        raise Http404
    return _page(request, seen_taxpayer(request, int(taxpayer_id), among=taxpayers_read_by(request.user)), whole=False)


@require_POST
@never_cache
def whole(request: HttpRequest, taxpayer_id: int) -> HttpResponse:
    """Show the identity number of a natural person too, in the answer to the very request: each time is on record."""
    taxpayer = seen_taxpayer(request, taxpayer_id, among=taxpayers_read_by(request.user))
    with transaction.atomic():
        record("taxpayer", taxpayer.tax_id, "shown_whole", by=request.user)
    return _page(request, taxpayer, whole=True)


def _page(request: HttpRequest, taxpayer: Taxpayer, *, whole: bool) -> HttpResponse:
    operators = list(taxpayer.operators.select_related("person").order_by("ended_at", "code"))
    tokens = ApiToken.objects.filter(operator__in=operators).select_related("operator").order_by("-created_at")
    refused = why_not_keep_operators(request.user, taxpayer)
    phones = phones_for(request.user, [operator.person_id for operator in operators])
    context = {
        "taxpayer": taxpayer,
        "tax_id": taxpayer.tax_id if whole else taxpayer.shown_id,
        "hidden": not whole and taxpayer.shown_id != taxpayer.tax_id,
        "whole": whole,
        "opts": Taxpayer._meta,
        "bureau": region_words(taxpayer.bureau) if taxpayer.bureau else "",
        "former_names": list(taxpayer.former_names.order_by("id")),
        "operators": [_shown(operator, not refused, operator.person_id in phones) for operator in operators],
        "tokens": list(tokens[:200]),
        "may_keep": not refused,
        "events": _events(taxpayer, operators),
    }
    return show(request, "taxpayer.html", taxpayer.name, context)


def seen_taxpayer(
    request: HttpRequest, taxpayer_id: int, *, among: QuerySet[Taxpayer] | None = None
) -> Taxpayer:
    """Return a taxpayer that is this person's to look after, with the look recorded; others do not exist.

    ``among`` others than theirs, where reading is enough.
    """
    found = taxpayers_for(request.user) if among is None else among
    taxpayer = get_object_or_404(found, pk=taxpayer_id)
    of = {"of": [taxpayer.pk], "region": taxpayer.bureau}
    looked(request.user, Look.Kind.TAXPAYER, taxpayer.pk, label=taxpayer.shown_id, **of)
    return taxpayer


def _shown(operator: Operator, may_keep: bool, may_change_phone: bool) -> dict[str, Any]:
    return {
        "operator": operator,
        "phone": masked(operator.person.phone),
        "scopes": [word for scope, word in WORDS.items() if scope in scopes_of(operator)],
        "may_keep": may_keep and operator.ended_at is None,
        "may_change_phone": may_change_phone and operator.ended_at is None,
    }


def _events(taxpayer: Taxpayer, operators: list[Operator]) -> list[dict[str, Any]]:
    """Return the newest events of the taxpayer, its operators, and their persons' phones."""
    codes = {str(operator.pk): operator.code for operator in operators}
    persons = {str(operator.person_id): operator.code for operator in operators}
    events = Event.objects.filter(
        Q(subject_type="taxpayer", subject_id=taxpayer.tax_id)
        | Q(subject_type="operator", subject_id__in=list(codes))
        | Q(subject_type="person", subject_id__in=list(persons))
    )
    named = {"operator": codes, "person": persons}
    return [
        {
            "event": event,
            "word": told(event),
            "change": change_told(event),
            "operator": named.get(event.subject_type, {}).get(event.subject_id, ""),
        }
        for event in events.select_related("actor").order_by("-id")[:_EVENTS]
    ]


def rename(request: HttpRequest, taxpayer_id: int) -> HttpResponse:
    """Ask for the new registered name."""
    taxpayer = seen_taxpayer(request, taxpayer_id)
    question = Question(_("更名"), _("登记新名称"), back_to(taxpayer), about=str(taxpayer))

    def do(given: dict[str, Any]) -> str:
        changed = rename_taxpayer(taxpayer, name=given["name"], by=request.user)
        return _("已登记新名称，原名称已保留为曾用名。") if changed else _("名称没有变化。")

    return ask(request, question, NameForm(typed(request), initial={"name": taxpayer.name}), do)


def former_name(request: HttpRequest, taxpayer_id: int) -> HttpResponse:
    """Ask for a name borne before."""
    taxpayer = seen_taxpayer(request, taxpayer_id)
    question = Question(_("登记曾用名"), _("登记"), back_to(taxpayer), about=str(taxpayer))

    def do(given: dict[str, Any]) -> str:
        add_former_name(taxpayer, name=given["name"], by=request.user)
        return _("已登记曾用名。")

    return ask(request, question, NameForm(typed(request)), do)


def back_to(taxpayer: Taxpayer) -> str:
    """Return the address of the taxpayer's page."""
    return reverse("admin:accounts_taxpayer_change", args=[taxpayer.pk])
