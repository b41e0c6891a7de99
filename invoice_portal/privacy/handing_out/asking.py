"""A person's wish for a copy of their data, and their own copies: nobody else's are there for them."""
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language

from invoice_portal.accounts.models import Person
from invoice_portal.history.record import record
from invoice_portal.queueing import queue_after_commit

from ..models import DataExport
from ..retention import BY_CODE

State = DataExport.State
#: Asked again within so long, the copy that is there or on its way is the answer.
SAME_WITHIN = timedelta(hours=1)


@transaction.atomic
def ask_for_copy(person: Person) -> DataExport:
    """Owe the person a copy; one that is on its way, or was just made, counts."""
    Person.objects.select_for_update().get(pk=person.pk)
    recent = own_copies(person).exclude(state=State.FAILED).filter(asked_at__gt=timezone.now() - SAME_WITHIN).first()
    if recent:
        return recent
    export = DataExport.objects.create(person=person, language=get_language() or "")
    record("data_export", export.pk, "asked", by=person)
    queue(export.pk)
    return export


def queue(export_id: object) -> None:
    queue_after_commit("invoice_portal.privacy.tasks.make_copy", str(export_id))


def own_copies(person: Person) -> QuerySet[DataExport]:
    """Return those that are kept, newest first."""
    since = timezone.now() - BY_CODE["data_exports"].period
    return DataExport.objects.filter(person=person, asked_at__gt=since).order_by("-asked_at")


def own_copy(person: Person, export_id: UUID) -> DataExport:
    """Return the copy, or the same Http404 for a stranger's as for none."""
    found = own_copies(person).filter(pk=export_id).first()
    if found is None:
        raise Http404
    return found
