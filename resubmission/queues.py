"""What waits at the desk, as questions: the start page counts what the queue's filters list."""
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from invoice_portal.accounts.models import Person
from invoice_portal.office.working_days import moved

from .holding import LEASE
from .models import Application

State = Application.State
#: Counts go no further: a queue of more is told as "more than".
MOST = 999


def _live() -> Q:
    return Q(claimed_at__gt=timezone.now() - LEASE, claimed_by__isnull=False)


def mine(cases: QuerySet[Application], person: Person | int) -> QuerySet[Application]:
    """Keep what this person (or their key) holds."""
    return cases.filter(_live(), claimed_by=person, state=State.IN_REVIEW)


def lapsed(cases: QuerySet[Application], person: Person) -> QuerySet[Application]:
    """Keep what this person held until the claim lapsed, and nobody has taken since."""
    gone = Q(claimed_at__lte=timezone.now() - LEASE)
    return cases.filter(gone, claimed_by=person, state=State.IN_REVIEW)


def unclaimed(cases: QuerySet[Application]) -> QuerySet[Application]:
    """Keep what anyone may take, but for what waits for a second opinion."""
    return cases.filter(state=State.IN_REVIEW, proposed_by=None).exclude(_live())


def answered(cases: QuerySet[Application]) -> QuerySet[Application]:
    """Keep what was returned, has come back, and nobody holds."""
    return unclaimed(cases).exclude(decision_reason="")


def second_opinions(cases: QuerySet[Application], person: Person) -> QuerySet[Application]:
    """Keep what a first clerk would approve, and this person may be the second to judge."""
    asked = cases.filter(state=State.IN_REVIEW, proposed_by__isnull=False).exclude(proposed_by=person)
    return asked.exclude(_live() & ~Q(claimed_by=person))


def under_way(cases: QuerySet[Application]) -> QuerySet[Application]:
    """Keep that whose promise runs."""
    return cases.filter(state__in=[State.SUBMITTED, State.IN_REVIEW])


def late(cases: QuerySet[Application], today: date | None = None) -> QuerySet[Application]:
    """Keep what should have been decided by now."""
    return under_way(cases).filter(due_on__lt=today or timezone.localdate())


def soon(cases: QuerySet[Application], today: date | None = None) -> QuerySet[Application]:
    """Keep what is due today or on the next working day."""
    today = today or timezone.localdate()
    return under_way(cases).filter(due_on__gte=today, due_on__lte=moved(today, 1))


def later(cases: QuerySet[Application], today: date | None = None) -> QuerySet[Application]:
    """Keep what is due after that."""
    return under_way(cases).filter(due_on__gt=moved(today or timezone.localdate(), 1))


def capped(cases: QuerySet[Application]) -> int:
    """Count up to one more than :data:`MOST`."""
    return cases.order_by()[: MOST + 1].count()


def this_week() -> date:
    today = timezone.localdate()
    return today - timedelta(days=today.weekday())
