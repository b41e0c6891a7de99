"""What watches wait for: numbers that were announced, came, were refused, or are late."""
from datetime import timedelta

from django.utils import timezone

from lookup.models import Announcement, Source, Watch
from tests.trace.conftest import covered
from tests.trace.world import quarantined

TODAY = timezone.localdate()
NUMBER = f"{TODAY:%y}112000000000004711"
OTHER = f"{TODAY:%y}112000000000009999"


def beijing() -> Source:
    """A source that has sent everything up to yesterday, and is not late."""
    known = Source.objects.filter(code="BJ01").first()
    return known or covered("BJ01", "11", (f"{TODAY.year - 1}-01-01", f"{TODAY}"), hours=30)


def announce(number: str = NUMBER, *, buyer: str = "", seller: str = "") -> Announcement:
    source = beijing()
    return Announcement.objects.create(
        source=source, batch=source.batches.first(), number=number, buyer_tax_id=buyer, seller_tax_id=seller
    )


def refuse(number: str = NUMBER, **said):
    """Let an entry come and be quarantined, as an import does it: see ``arrived`` for the message."""
    return quarantined(beijing(), number=number, **said)


def make_late(source: Source) -> None:
    """Let the source be overdue: its last batch should have come long ago."""
    source.spans.update(ends_at=timezone.now() - timedelta(days=9))


def states() -> list[tuple[str, str]]:
    return list(Watch.objects.order_by("created_at").values_list("state", "told_as"))
