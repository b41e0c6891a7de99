"""Issue times that a source has completed: each batch adds its span, in whatever order batches come."""
from datetime import datetime

from lookup.models import Source, Span


def complete(source: Source, start: datetime, end: datetime) -> None:
    """Add a half-open span, joined with those that it overlaps or touches. The source is locked by the caller."""
    touching = Span.objects.filter(source=source, starts_at__lte=end, ends_at__gte=start)
    spans = list(touching)
    start = min([start, *(span.starts_at for span in spans)])
    end = max([end, *(span.ends_at for span in spans)])
    if len(spans) == 1 and (spans[0].starts_at, spans[0].ends_at) == (start, end):
        return
    touching.delete()
    Span.objects.create(source=source, starts_at=start, ends_at=end)
