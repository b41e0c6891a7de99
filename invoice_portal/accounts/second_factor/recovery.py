"""Recovery codes: made together, shown once, each good for one login."""
from django.db import transaction
from django.utils.translation import gettext as _

from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal

from ..models import Person, RecoveryCode, RecoveryDevice
from ..passwords import one_time_password
from .proving import prove

HOW_MANY = 8
#: So few left that a person should be told.
FEW = 3


def left(person: Person) -> int:
    """Return how many codes the person has not used yet."""
    return RecoveryCode.objects.filter(device__user=person).count()


@transaction.atomic
def make_codes(person: Person) -> list[str]:
    """Replace the person's codes, in clear for the only time."""
    device, _made = RecoveryDevice.objects.get_or_create(user=person, defaults={"name": "recovery"})
    device.codes.all().delete()
    codes: dict[str, str] = {}
    while len(codes) < HOW_MANY:
        code = one_time_password()
        codes.setdefault(code[:4], code)
    RecoveryCode.objects.bulk_create(RecoveryCode.made_of(device, code.replace("-", "")) for code in codes.values())
    return list(codes.values())


def renew_codes(person: Person, *, code: str) -> list[str]:
    """Make new codes for someone who has just given one; the old ones are void. Refuses a code that is wrong."""
    if not person.totpdevice_set.filter(confirmed=True).exists():
        raise Refusal("no_second_factor", _("请先绑定验证器。"), status=409)
    prove(person, code)
    with transaction.atomic():
        codes = make_codes(person)
        record("staff", person.pk, "recovery_codes_renewed", by=person)
    return codes
