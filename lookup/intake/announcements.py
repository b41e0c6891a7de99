"""Announced numbers whose data comes: whoever waits for them learns it."""
from collections.abc import Iterable

from django.utils import timezone

from lookup.models import Announcement


def arrive(keys: Iterable[tuple[str, str]]) -> None:
    """Note that an entry of each of these (number, code) came, whichever source announced it."""
    keys = set(keys)
    waiting = Announcement.objects.filter(number__in={number for number, _ in keys}, arrived_at=None)
    found = [pk for pk, *key in waiting.values_list("pk", "number", "code") if tuple(key) in keys]
    if found:
        # In one order, so that two imports never wait for each other in a circle.
        ordered = Announcement.objects.filter(pk__in=found, arrived_at=None).order_by("number", "code", "pk")
        held = list(ordered.select_for_update().values_list("pk", flat=True))
        Announcement.objects.filter(pk__in=held).update(arrived_at=timezone.now())
