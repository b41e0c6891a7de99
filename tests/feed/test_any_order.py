"""Batches read in any order, and twice, leave the same records, announcements and spans."""
import tempfile
from pathlib import Path

from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lookup.feed.delivery import FolderDelivery
from lookup.feed.reading import read_batch
from lookup.models import Announcement, Change, Entry, Invoice, Span
from lookup.sources import register_source, span_of
from tests.documents import red_einvoice_xml
from tests.factories import tax_id
from tests.intake.documents import BUYER_ID, SELLER_ID, number, xml

from .batches import announced, change, covers, folder

STATUSES = ["PARTLY_REVERSED", "REVERSED", "VOIDED", "ABNORMAL"]
SEQUENCES = st.integers(1, 3)
changes = st.builds(
    lambda sequence, status, day, said: change(sequence, status, f"2026-10-{day}T09:00:00+08:00", **said),
    SEQUENCES, st.sampled_from(STATUSES), st.integers(20, 23),
    st.fixed_dictionaries(
        {}, optional={"by": st.sampled_from([number(8), number(9)]), "replaced_by": st.just(number(7)),
                      "reason": st.sampled_from(["开票有误", "走逃企业"])},
    ),
)  # fmt: skip
#: 1 to 3 are blue; 11 reverses the first in part or in whole; 12 does too and is itself voided by some changes.
RED = {
    f"red{n}.xml": red_einvoice_xml(
        number(n), number(1), amount=amount, tax="0.00", total=amount, lines=(), buyer_id=BUYER_ID,
        seller_id=SELLER_ID, kind="02", issued="2026-10-19",
    )
    for n, amount in ((11, "-6.00"), (12, "-100.00"))
}  # fmt: skip
FILES = {f"{n}.xml": xml(n) for n in (1, 2, 3)} | RED | {"bad.xml": xml(4, total="107.00")}
#: Manifests may leave a party open, and may disagree about it.
parties = st.sampled_from([None, BUYER_ID, SELLER_ID, tax_id(1)])
batches = st.fixed_dictionaries(
    {
        "files": st.sets(st.sampled_from(sorted(FILES)), max_size=4),
        "changes": st.lists(changes | st.just(change(12, "VOIDED")), max_size=3),
        "announced": st.dictionaries(
            st.sampled_from([1, 2, 3, 4, 11, 12]), st.tuples(parties, parties), max_size=4
        ),
        "day": st.integers(1, 6),
    }
)


def end_state():
    facts = ["number", "validity", "validity_at", "validity_reason", "reversed_by", "replaced_by", "conflict",
             "conflict_detail"]  # fmt: skip
    entries = Entry.objects.values_list("digest", "state", "reason", "field")
    return (
        sorted(map(str, Invoice.objects.values(*facts))),
        # Which of two batches an entry came in first is not asked.
        sorted((bytes(digest), *said) for digest, *said in entries),
        sorted(
            (*said, arrived is not None)
            for *said, arrived in Announcement.objects.values_list(
                "number", "batch__number", "seller_tax_id", "buyer_tax_id", "arrived_at"
            )
        ),
        sorted(Span.objects.values_list("starts_at", "ends_at")),
        sorted((number, applied is not None) for number, applied in Change.objects.values_list("number", "applied_at")),
    )


class AnyOrderTest(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(st.lists(batches, min_size=2, max_size=4), st.data())
    def test_batches_in_any_order_and_again_end_alike(self, said, data):
        order = data.draw(st.permutations(range(len(said))))
        again = data.draw(st.lists(st.sampled_from(order), max_size=2))
        ends = [self.read_all(said, numbers) for numbers in (range(len(said)), [*order, *again])]
        assert ends[0] == ends[1]

    def read_all(self, said, order):
        with tempfile.TemporaryDirectory() as place, transaction.atomic():
            register_source(code="BJ01", name="北京", region="11", every=span_of("24h"))
            for n in order:
                one = said[n]
                made = folder(
                    Path(place) / str(n), batch=n + 1, files={name: FILES[name] for name in one["files"]},
                    changes=one["changes"], announced=[
                        announced(sequence, seller=seller, buyer=buyer)[0]
                        for sequence, (seller, buyer) in one["announced"].items()
                    ],
                    covers=covers(f"2026-10-{one['day']:02d}", f"2026-10-{one['day'] + 1:02d}"),
                )  # fmt: skip
                assert read_batch(FolderDelivery(made)).state in ("READ", "UNCHANGED")
            found = end_state()
            transaction.set_rollback(True)
        return found

    def test_document_sent_again_counts_with_what_its_later_batch_may_have_announced(self):
        twice = {"files": {"1.xml"}, "changes": [], "announced": {2: (None, None)}, "day": 1}
        nothing = {"files": set(), "changes": [], "announced": {}, "day": 1}
        said = [twice, nothing, nothing | {"announced": {1: (None, None)}}, twice]
        ends = [self.read_all(said, order) for order in ([0, 1, 2, 3], [0, 3, 2, 1], [3, 2, 1, 0])]
        assert len(ends[0][0]) == 1
        assert ends[0] == ends[1] == ends[2]
