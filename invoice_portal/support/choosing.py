"""By which ways a person is told of what: SMS until they choose otherwise, always in the portal."""
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Person
from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal

from .kinds import BY_CODE, GROUPS, group_of
from .models import NoticeChoice

#: Channels with the column of the choice, and of the address.
CHANNELS = {"SMS": ("sms", "phone"), "EMAIL": ("email", "email")}
_UNCHOSEN = {"SMS": True, "EMAIL": False}


def ways_for(person: Person, kind: str) -> list[tuple[str, str]]:
    """Return (channel, address) of each way that was chosen for this kind and has an address."""
    group = BY_CODE.get(group_of(kind))
    chosen = choices_of(person).get(group.code, _UNCHOSEN) if group else _UNCHOSEN
    there = {channel: getattr(person, of) for channel, (_column, of) in CHANNELS.items() if getattr(person, of)}
    ways = [(channel, address) for channel, address in there.items() if chosen[channel]]
    # The address that was chosen is gone, and a time limit runs: then by whatever way there is.
    return ways or (list(there.items()) if group and group.must_reach else [])


def choices_of(person: Person) -> dict[str, dict[str, bool]]:
    """Return what holds for each group: {"applications": {"SMS": True, "EMAIL": False}, …}."""
    rows = {row.group: row for row in NoticeChoice.objects.filter(person=person)}
    return {
        group.code: {c: getattr(rows[group.code], column) for c, (column, _of) in CHANNELS.items()}
        if group.code in rows else dict(_UNCHOSEN)
        for group in GROUPS
    }  # fmt: skip


@transaction.atomic
def choose(person: Person, wanted: Mapping[str, Mapping[str, bool]]) -> bool:
    """Keep the choice; tell whether it changed anything.

    Raises :class:`Refusal` where a time limit runs and no way with an address would be left.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    reachable = [channel for channel, (_column, of) in CHANNELS.items() if getattr(person, of)]
    for group in GROUPS:
        if group.must_reach and reachable and not any(wanted[group.code][channel] for channel in reachable):
            text = _("“%(group)s”有办理期限，请至少保留一种通知方式。") % {"group": group.name}
            raise Refusal("must_reach", text, fields={group.code: text})
    before, after = choices_of(person), {group.code: dict(wanted[group.code]) for group in GROUPS}
    if before == after:
        return False
    for code, ways in after.items():
        columns = {column: ways[channel] for channel, (column, _of) in CHANNELS.items()}
        NoticeChoice.objects.update_or_create(person=person, group=code, defaults=columns)
    record("person", person.pk, "notices_chosen", by=person, before=_told(before), after=_told(after))
    return True


def _told(choices: Mapping[str, Mapping[str, bool]]) -> list[str]:
    return [f"{code}:{channel}" for code, ways in choices.items() for channel, on in ways.items() if on]
