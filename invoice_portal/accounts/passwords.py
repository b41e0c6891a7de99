"""Setting and changing the password of a person who acts for taxpayers."""
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal

from .models import Operator, Person


@transaction.atomic
def change_password(person: Person, *, current: str, new: str) -> None:
    """Replace a password that the person knows. Every other session of theirs ends."""
    if not person.check_password(current):
        wrong = _("当前密码不正确。")
        raise Refusal("wrong_password", wrong, fields={"current": wrong})
    _set(person, new, "password_changed")


@transaction.atomic
def reset_password(operator: Operator, *, new: str) -> None:
    """Set a password for someone who has just proved to hold the operator's phone, which verifies the operator too."""
    _set(operator.person, new, "password_reset")
    Operator.objects.filter(pk=operator.pk, verified_at=None).update(verified_at=timezone.now())


def _set(person: Person, new: str, action: str) -> None:
    try:
        validate_password(new, person)
    except ValidationError as error:
        text = " ".join(error.messages)
        raise Refusal("weak_password", text, fields={"new": text}) from error
    person.set_password(new)
    person.save(update_fields=["password"])
    record("person", person.pk, action, by=person)
