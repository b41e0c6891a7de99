import pytest
from django.db import DatabaseError, transaction

from invoice_portal.history.models import Event
from invoice_portal.history.record import history_of, record


def test_record_outside_a_transaction_is_refused(transactional_db):
    with pytest.raises(RuntimeError):
        record("invoice", 1, "accepted")
    assert not Event.objects.exists()


@pytest.mark.parametrize("change", [lambda events: events.update(reason="x"), lambda events: events.delete()])
def test_event_once_written_cannot_be_changed(db, change):
    record("invoice", 1, "accepted", reason="as read")
    with pytest.raises(DatabaseError), transaction.atomic():
        change(Event.objects.all())
    assert [event.reason for event in history_of("invoice", 1)] == ["as read"]
