"""The first clerk's proposal and what becomes of it. The door to settlement stays ``deciding.approve``."""
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Person
from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal
from resubmission.models import Application
from resubmission.permissions import why_not_handle, why_not_take_back

#: The fields of a proposal while there is none.
NO_PROPOSAL = {"proposed_by": None, "proposed_at": None, "proposed_reason": ""}


def propose(case: Application, *, by: Person, reason: str, why: list[str]) -> Application:
    """Write down that ``by`` would approve, and let go of the case for a second clerk.

    ``case`` must be locked and ready to be decided; ``why`` is what :func:`.needing.why_second` says.
    """
    said = {"proposed_by": by, "proposed_at": timezone.now(), "proposed_reason": reason}
    return _write(case, "propose", said | {"claimed_by": None, "claimed_at": None}, by=by, reason=reason, why=why)


def disagree(case: Application, *, by: Person, reason: str) -> Application:
    """Take the proposal off the case, which goes back to everyone. ``case`` must be ready to be decided."""
    if case.proposed_by_id is None:
        raise Refusal("not_proposed", _("这件申请没有待复审的意见。"), status=409)
    first = case.proposed_by_id
    return _write(case, "disagree", NO_PROPOSAL | {"claimed_by": None, "claimed_at": None}, by=by, reason=reason,
                  first=first)  # fmt: skip


@transaction.atomic
def take_back(application: Application, *, by: Person) -> Application:
    """Let the first clerk think again while nobody holds the case for a second opinion."""
    case = Application.objects.select_for_update().get(pk=application.pk)
    for refusal in (why_not_handle(by, case), why_not_take_back(by, case)):
        if refusal:
            raise refusal
    return _write(case, "take_back", NO_PROPOSAL | {"claimed_by": by, "claimed_at": timezone.now()}, by=by, reason="")


def _write(case: Application, action: str, fields: dict, *, by: Person, reason: str, **data) -> Application:
    for name, value in fields.items():
        setattr(case, name, value)
    case.version += 1
    case.save(update_fields=[*fields, "version"])
    record("application", case.pk, action, by=by, reason=reason, **data)
    return case
