"""Lifting by a supervisor, with a reason: the source may ask again at once, counted from nothing."""
from axes.utils import reset
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal

from ..cleaning import clean_reason
from ..models import Misuse, Person
from ..permissions import OPENING, taxpayers_for
from ..roles import regions_of, role_of
from .counting import forget


def misuse_for(person: Person) -> QuerySet[Misuse]:
    """Return what this person may see and lift: an address has no region, an account that of its taxpayer."""
    if role_of(person) not in OPENING:
        return Misuse.objects.none()
    rows = Misuse.objects.select_related("operator__taxpayer", "operator__person", "lifted_by")
    if not regions_of(person):
        return rows
    return rows.filter(Q(operator=None) | Q(operator__taxpayer__in=taxpayers_for(person)))


@transaction.atomic
def lift(row: Misuse, *, by: Person, reason: str) -> None:
    """Let the source go. Refuses without a reason, what is not this person's, and what holds nobody back any more."""
    reason = clean_reason(reason)
    if not reason:
        text = _("请写明解除的原因。")
        raise Refusal("reason_missing", text, fields={"reason": text})
    found = misuse_for(by).select_for_update(of=("self",)).filter(pk=row.pk, state__in=Misuse.OPEN).first()
    if found is None:
        raise Refusal("not_held", _("它已经不再受限。"), status=409)
    found.state, found.until, found.lifted_by, found.lifted_reason = "LIFTED", timezone.now(), by, reason
    found.save(update_fields=["state", "until", "lifted_by", "lifted_reason"])
    record("misuse", found.pk, "lifted", by=by, reason=reason)
    forget(found)
    if found.kind == Misuse.Kind.ACCOUNTS and found.source == Misuse.Source.ADDRESS:
        reset(ip=found.key)
