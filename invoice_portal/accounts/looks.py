"""The one door through which a look of staff at a case or at somebody's data is recorded, and how they are listed."""
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from .models import Look, Operator, Person, Taxpayer
from .roles import Role

#: Looks at the same thing within so many seconds are one: who reloads a page tells nothing new.
SLOT_SECONDS = 15 * 60
_LONGEST_LABEL = 200


def looked(
    by: Person, kind: Look.Kind, subject: object, *, of: Iterable[int | None], label: str = "", region: str = ""
) -> None:
    """Record that ``by`` looks at ``subject``; called before it is shown, so that nothing is seen unrecorded.

    ``of`` are the keys of the taxpayers whose data it is, ``region`` is that of the thing. One statement,
    whatever was recorded before.
    """
    # Read with the session already, as a rule; a superuser may have none.
    staff = getattr(by, "staff", None)
    now = timezone.now()
    same = {
        "at": now, "slot": int(now.timestamp()) // SLOT_SECONDS, "person_id": by.pk, "kind": kind,
        "subject": str(subject), "label": label[:_LONGEST_LABEL], "role": staff.role if staff else Role.ADMINISTRATOR,
        "region": region if staff and region in staff.regions else "",
    }  # fmt: skip
    rows = [Look(taxpayer_id=taxpayer, **same) for taxpayer in sorted({key for key in of if key})]
    Look.objects.bulk_create(rows, ignore_conflicts=True)


def looked_at_parties(by: Person, kind: Look.Kind, subject: object, *tax_ids: str, **options: Any) -> None:
    """Record a look at something that names taxpayers by their tax IDs."""
    named = Taxpayer.objects.filter(tax_id__in=[tax_id for tax_id in tax_ids if tax_id])
    looked(by, kind, subject, of=named.values_list("pk", flat=True), **options)


def looks_at(taxpayer: Taxpayer) -> QuerySet[Look]:
    """Return the looks at this taxpayer's cases and data."""
    return Look.objects.filter(taxpayer=taxpayer)


def sees_what(operator: Operator) -> bool:
    """Tell whether this operator may know which case or invoice was looked at: who sees both sides sees all of them."""
    return operator.sees_purchases and operator.sees_sales
