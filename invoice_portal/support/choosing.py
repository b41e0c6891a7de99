"""By which ways a person is told of what: SMS until they choose otherwise, always in the portal."""
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Person
from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal

from .kinds import KINDS
from .models import NoticeChoice
from .wording import WORDS

#: Channels with the column of the choice, and of the address.
CHANNELS = {"SMS": ("sms", "phone"), "EMAIL": ("email", "email")}
_UNCHOSEN = {"SMS": True, "EMAIL": False}


def ways_for(person: Person, kind: str) -> list[tuple[str, str]]:
    """Return (channel, address) of each way that was chosen for this kind and has an address."""
    chosen = choices_of(person).get(kind, _UNCHOSEN)
    there = {channel: getattr(person, of) for channel, (_column, of) in CHANNELS.items() if getattr(person, of)}
    ways = [(channel, address) for channel, address in there.items() if chosen[channel]]
    # The address that was chosen is gone, and a time limit runs: then by whatever way there is.
    return ways or (list(there.items()) if kind in KINDS and KINDS[kind].must_reach else [])


def choices_of(person: Person) -> dict[str, dict[str, bool]]:
    """Return what holds for each kind: {"watch_accepted": {"SMS": True, "EMAIL": False}, …}."""
    rows = {row.kind: row for row in NoticeChoice.objects.filter(person=person)}
    return {
        kind: {c: getattr(rows[kind], column) for c, (column, _of) in CHANNELS.items()}
        if kind in rows else dict(_UNCHOSEN)
        for kind in KINDS
    }  # fmt: skip


@transaction.atomic
def choose(person: Person, wanted: Mapping[str, Mapping[str, bool]]) -> bool:
    """Keep the choice, which names every kind; tell whether it changed anything.

    Raises :class:`Refusal` where a kind must reach people and no way with an address would be left.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    _still_reached(person, wanted)
    before, after = choices_of(person), {kind: dict(wanted[kind]) for kind in KINDS}
    if before == after:
        return False
    rows = [
        NoticeChoice(person=person, kind=kind, **{column: ways[c] for c, (column, _of) in CHANNELS.items()})
        for kind, ways in after.items()
    ]
    NoticeChoice.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["person", "kind"], update_fields=["sms", "email"]
    )
    record("person", person.pk, "notices_chosen", by=person, before=_told(before), after=_told(after))
    return True


def _still_reached(person: Person, wanted: Mapping[str, Mapping[str, bool]]) -> None:
    reachable = [channel for channel, (_column, of) in CHANNELS.items() if getattr(person, of)]
    if not reachable:
        return
    unreached = [k for k in KINDS.values() if k.must_reach and not any(wanted[k.code][c] for c in reachable)]
    if unreached:
        text = _("“%(notice)s”关系到您的权利和期限，请至少保留一种通知方式。")
        texts = {kind.code: text % {"notice": WORDS[kind.code].title} for kind in unreached}
        raise Refusal("must_reach", texts[unreached[0].code], fields=texts)


def _told(choices: Mapping[str, Mapping[str, bool]]) -> list[str]:
    return [f"{kind}:{channel}" for kind, ways in choices.items() for channel, on in ways.items() if on]
