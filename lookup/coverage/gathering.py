"""What the sources of a region have delivered, in four queries however many batches there are."""
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from django.db import connection
from django.db.models import Exists, OuterRef

from lookup.models import Batch, Source, Span

from .standing import Delays, SourceCoverage, Window

#: Cities planned separately have numbers of their own, and often no source but their province's.
PROVINCE = {"91": "21", "92": "37", "93": "33", "94": "35", "95": "44"}
#: The delay of a batch is the source's own: from the end of its span to when the source made it. An old backlog,
#: loaded years later, does not count against it.
_DELAYS = """
SELECT source_id, percentile_cont(ARRAY[0.1, 0.5, 0.95]) WITHIN GROUP (ORDER BY delay) FROM (
    SELECT source_id, row_number() OVER (PARTITION BY source_id ORDER BY covers_to DESC) AS place,
           greatest(extract(epoch FROM least(coalesce(made_at, received_at), received_at) - covers_to), 0) AS delay
    FROM lookup_batch WHERE source_id = ANY(%s) AND state = 'READ' AND covers_to IS NOT NULL
) recent WHERE place <= %s GROUP BY source_id
"""
#: How many of a source's newest batches tell its usual delay.
RECENT = 100


def coverage_of_region(region: str) -> list[SourceCoverage]:
    """Return the coverage of every source of a two-digit region; of its province's for a city without sources."""
    sources = list(Source.objects.filter(region__in={region, PROVINCE.get(region, region)}).order_by("code"))
    own = [source for source in sources if source.region == region]
    return coverage_of(own or sources)


def coverage_of(sources: Iterable[Source]) -> list[SourceCoverage]:
    """Return the coverage of these sources, in their order."""
    sources = list(sources)
    ids = [source.pk for source in sources]
    spans: dict[int, list[Window]] = defaultdict(list)
    for span in Span.objects.filter(source__in=ids).order_by("starts_at"):
        spans[span.source_id].append((span.starts_at, span.ends_at))
    refused, delays = _refused(ids), _delays(ids)
    return [
        SourceCoverage(
            code=source.code, name=source.name, every=source.every, spans=tuple(spans[source.pk]),
            refused=tuple(refused[source.pk]), delays=delays.get(source.pk),
        )
        for source in sources
    ]  # fmt: skip


def _refused(ids: list[int]) -> dict[int, list[Window]]:
    found: dict[int, list[Window]] = defaultdict(list)
    again = Batch.objects.filter(source=OuterRef("source"), number=OuterRef("number"), state=Batch.State.READ)
    refused = Batch.objects.filter(source__in=ids, state=Batch.State.REFUSED, covers_to__isnull=False)
    for batch in refused.filter(~Exists(again)).order_by("covers_from")[:1000]:
        found[batch.source_id].append((batch.covers_from, batch.covers_to))
    return found


def _delays(ids: list[int]) -> dict[int, Delays]:
    with connection.cursor() as cursor:
        cursor.execute(_DELAYS, [ids, RECENT])
        return {
            source: Delays(*(timedelta(seconds=float(value)) for value in values))
            for source, values in cursor.fetchall()
        }
