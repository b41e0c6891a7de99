"""Tells a person that their password, phone or e-mail address was changed, by the addresses that they had before."""
import uuid
from typing import Any

from invoice_portal.accounts.models import Operator, Person

from .notices import notify


def tell(sender: Any, *, person: Person, what: str, **_more: Any) -> None:
    """Owe one notice. Whoever never logged in, and staff, who have no messages, are not told."""
    known = Operator.objects.active().filter(person=person, verified_at__isnull=False)
    operator = known.select_related("taxpayer", "person").order_by("created_at", "code").first()
    if operator:
        notify(
            operator.taxpayer, operator=operator, kind=f"{what}_changed", params={}, link="/account/",
            dedupe_key=f"{what}_changed:{person.pk}:{uuid.uuid4()}",
        )  # fmt: skip
