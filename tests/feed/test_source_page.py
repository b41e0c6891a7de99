"""The desk's page of a source: watermark, delays, missing and late batches, quarantine."""
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from invoice_portal.accounts.models import StaffMember
from lookup.coverage.picture import picture_of
from lookup.models import Batch, Span
from tests.factories import StaffFactory
from tests.intake.documents import xml
from tests.login import login_staff

from .batches import covers, folder

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def delivered(source, number: int, hours: float) -> Batch:
    """A batch for one of the last days that was made so many hours after its end; 20 is the newest."""
    end = timezone.now().replace(microsecond=0) - 2 * DAY - (20 - number) * DAY
    batch = Batch.objects.create(
        source=source, number=number, digest=bytes([number]), covers_from=end - DAY, covers_to=end,
        made_at=end + hours * HOUR,
    )  # fmt: skip
    Span.objects.update_or_create(source=source, defaults={"starts_at": end - 30 * DAY, "ends_at": end})
    return batch


def page(client, source, **said) -> str:
    login_staff(client, StaffFactory(**said))
    return client.get(reverse("admin:lookup_source_change", args=[source.pk])).content.decode()


def test_delays_now_and_usually(client, source):
    for number, hours in enumerate([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 10):
        delivered(source, number, hours)
    usual = picture_of(source).coverage.delays
    assert (usual.p10, usual.p50, usual.p95) == (2 * HOUR, 6 * HOUR, 10.5 * HOUR)
    shown = page(client, source)
    assert all(words in shown for words in ("2 小时", "6 小时", "10 小时 30 分钟", "2 天"))
    assert shown.count("<rect") == 11


def test_late_is_beyond_the_interval_and_the_usual_delay(client, source):
    for number in range(1, 20):
        delivered(source, number, 2)
    late = delivered(source, 20, 30)
    (found,) = picture_of(source).late
    assert (found.number, found.delay) == (late.number, 30 * HOUR)
    assert timedelta(0) < found.late < 28 * HOUR
    assert "source__late-bar" in page(client, source)


def test_gaps_in_the_sequence_are_missing_until_they_come(client, source):
    for number in (3, 4, 7, 9):
        delivered(source, number, 1)
    Batch.objects.create(source=source, number=8, digest=b"8", state="REFUSED", detail="摘要与清单不符")
    assert picture_of(source).missing == [(8, 8), (5, 6)]
    shown = page(client, source)
    assert "#5–6" in shown and "#8" in shown and "摘要与清单不符" in shown
    for number in (5, 6, 8):
        delivered(source, number, 1)
    assert picture_of(source).missing == []
    assert "没有缺失" in page(client, source)


def test_quarantine_is_counted_by_reason(client, source, read, tmp_path):
    files = {f"{n}.xml": xml(n, total="107.00") for n in (1, 2, 3)} | {"x.xml": b"<broken"}
    read(folder(tmp_path / "1", files=files))
    assert picture_of(source).quarantine == {"AMOUNTS_DISAGREE": 3, "UNREADABLE": 1}
    shown = page(client, source)
    assert re.findall(r"width: (\d+)%", shown) == ["100", "33"]
    assert "?state__exact=QUARANTINED&amp;reason__exact=UNREADABLE" in shown
    assert "replay/?reason=" not in shown
    assert "replay/?reason=UNREADABLE" in page(client, source, role=StaffMember.Role.SUPERVISOR)


def test_source_without_anything(client, source):
    shown = page(client, source)
    assert "尚未完成任何时段" in shown and "没有隔离的条目" in shown and "<rect" not in shown


def test_other_regions_and_posts_are_turned_away(client, source):
    assert "水位与延迟" not in page(client, source, regions=["31"])
    login_staff(client, StaffFactory())
    assert client.post(reverse("admin:lookup_source_change", args=[source.pk])).status_code == 403


def test_page_asks_the_same_number_of_times_for_one_batch_and_many(
    client, source, read, tmp_path, django_assert_num_queries
):
    read(folder(tmp_path / "1", files={"x.xml": b"<broken"}, covers=covers()))
    address = reverse("admin:lookup_source_change", args=[source.pk])
    page(client, source)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    read(folder(tmp_path / "2", batch=2, files={"y.xml": xml(1, total="107.00"), "z.xml": xml(2)}, covers=covers()))
    for number in (4, 6, 8):
        delivered(source, number, number)
    with django_assert_num_queries(len(one)):
        client.get(address)
