from datetime import UTC, datetime, timedelta
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lookup.feed.spans import complete
from lookup.models import Span
from lookup.sources import register_source, span_of

from .batches import covers, folder

START = datetime(2026, 10, 1, tzinfo=UTC)


def hour(n: int) -> datetime:
    return START + timedelta(hours=n)


def spans() -> list[tuple[int, int]]:
    rows = Span.objects.order_by("starts_at").values_list("starts_at", "ends_at")
    return [tuple((at - START) // timedelta(hours=1) for at in row) for row in rows]


@pytest.mark.django_db
@pytest.mark.parametrize("order", list(permutations([("01", "02"), ("02", "03"), ("05", "06")])))
def test_spans_of_batches_in_any_order_join_where_they_touch(read, tmp_path, order):
    for place, (start, end) in enumerate(order, 1):
        read(folder(tmp_path / str(place), batch=place, covers=covers(f"2026-10-{start}", f"2026-10-{end}")))
    found = Span.objects.order_by("starts_at").values_list("starts_at", "ends_at")
    # Times without a zone are China's.
    assert [(f"{a:%d %H}", f"{b:%d %H}") for a, b in found] == [("30 16", "02 16"), ("04 16", "05 16")]


class SpansTest(TestCase):
    @given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=12))
    def test_spans_hold_exactly_the_hours_that_were_completed(self, given_):
        source = register_source(code="BJ01", name="北京", region="11", every=span_of("24h"))
        for start, length in given_:
            complete(source, hour(start), hour(start + length))
        kept = spans()
        assert {n for a, b in kept for n in range(a, b)} == {n for a, d in given_ for n in range(a, a + d)}
        # They neither overlap nor touch.
        assert all(end < start for (_, end), (start, _) in pairwise(kept))
