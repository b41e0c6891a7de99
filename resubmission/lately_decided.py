"""Tells the home page what was decided on the taxpayer's applications, as far as the operator may see them."""
from datetime import datetime

from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from django.urls import reverse

from invoice_portal.accounts.models import Operator
from invoice_portal.history.models import Event
from lookup.news.changes import COUNT_LIMIT
from lookup.news.decisions import Decision

from .models import Application
from .own import own_list
from .wording import TAGS

State = Application.State


def lately_decided(operator: Operator, since: datetime) -> list[Decision]:
    """Return what was settled or rejected, and what was returned since; up to ``COUNT_LIMIT`` of each."""
    closed = own_list(operator).filter(decided_at__gt=since, state__in=[State.SETTLED, State.REJECTED])
    found = [_decision(row, row.decided_at) for row in closed.order_by("-decided_at")[:COUNT_LIMIT]]
    return found + [_decision(row, row.returned_at) for row in _returned(operator, since)]


def _returned(operator: Operator, since: datetime) -> QuerySet[Application]:
    """Return what waits for the applicant, with when a clerk last gave it back."""
    events = Event.objects.filter(subject_type="application", subject_id=OuterRef("key"), action="return")
    keyed = own_list(operator).filter(state=State.RETURNED).annotate(key=Cast("pk", CharField()))
    returned = keyed.annotate(returned_at=Subquery(events.order_by("-id").values("at")[:1]))
    return returned.filter(returned_at__gt=since).order_by("-returned_at")[:COUNT_LIMIT]


def _decision(application: Application, at: datetime) -> Decision:
    return Decision(
        reference=application.reference or "", number=application.number, label=str(application.get_state_display()),
        tone=TAGS[application.state], at=at, url=reverse("application", args=[application.pk]),
    )  # fmt: skip
