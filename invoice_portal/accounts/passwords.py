"""Setting and changing passwords."""
import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal

from .changed import changed
from .models import Operator, Person, StaffMember

#: Without characters that look alike on paper or sound alike on the telephone.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


@transaction.atomic
def change_password(person: Person, *, current: str, new: str) -> None:
    """Replace a password that the person knows by one that nobody else does. Every other session of theirs ends."""
    if not person.check_password(current):
        wrong = _("当前密码不正确。")
        raise Refusal("wrong_password", wrong, fields={"current": wrong})
    if new == current:
        same = _("新密码不能与当前密码相同。")
        raise Refusal("same_password", same, fields={"new": same})
    _set(person, new, "password_changed")
    StaffMember.objects.filter(pk=person.pk, password_temporary=True).update(password_temporary=False)


def one_time_password() -> str:
    """Return a random password (79 bits) that can be read out; whoever gets it must set another one."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _n in range(4)) for _group in range(4))


@transaction.atomic
def reset_password(operator: Operator, *, new: str) -> None:
    """Set a password for someone who has just proved to hold the operator's phone, which verifies the operator too."""
    _set(operator.person, new, "password_reset")
    if Operator.objects.filter(pk=operator.pk, verified_at=None).update(verified_at=timezone.now()):
        record("operator", operator.pk, "verified", by=operator.person)


def _set(person: Person, new: str, action: str) -> None:
    try:
        validate_password(new, person)
    except ValidationError as error:
        text = " ".join(error.messages)
        raise Refusal("weak_password", text, fields={"new": text}) from error
    changed.send(Person, person=person, what="password")
    person.set_password(new)
    person.save(update_fields=["password"])
    record("person", person.pk, action, by=person)
