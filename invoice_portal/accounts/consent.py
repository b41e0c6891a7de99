"""Agreement to how personal data is handled: asked once for each version, before anything else is shown.

《个人信息保护法》 art. 14: agreement is voluntary, informed, and asked for again when purpose, manner or kind change.
"""
from django.db import transaction
from django.http import HttpRequest

from invoice_portal.history.record import record

from .models import Consent, Person

#: Of what /privacy/ says; a new one is asked of everybody at their next page.
VERSION = "2026-11"
#: Session key: the version that this session's person has agreed to.
KEY = "privacy"


def has_agreed(request: HttpRequest) -> bool:
    """Tell whether the request's operator has agreed to today's version; asks the database once a session."""
    if request.session.get(KEY) == VERSION:
        return True
    if not Consent.objects.filter(person=request.operator.person_id, version=VERSION).exists():
        return False
    request.session[KEY] = VERSION
    return True


@transaction.atomic
def agree(person: Person) -> None:
    """Keep that the person agreed to today's version; a second time changes nothing."""
    _row, made = Consent.objects.get_or_create(person=person, version=VERSION)
    if made:
        record("person", person.pk, "privacy_agreed", by=person, version=VERSION)
