"""A change stands although Redis does not."""
import pytest
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from invoice_portal.queueing import queue_after_commit
from invoice_portal.support.models import NoticeDelivery
from invoice_portal.support.notices import notify
from tests.factories import OperatorFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def _no_redis(monkeypatch):
    def fail(*_args, **_options):
        raise OperationalError("Connection refused")

    monkeypatch.setattr(current_app, "send_task", fail)


def test_notice_is_owed_when_nothing_can_be_queued(_no_redis):
    operator = OperatorFactory()
    with transaction.atomic():
        notify(operator.taxpayer, operator=operator, kind="x", params={}, link="", dedupe_key="x")
    assert NoticeDelivery.objects.get().state == "OWED"


def test_failure_to_queue_is_logged_by_name(_no_redis, caplog):
    queue_after_commit("some.task", 1)
    assert "queue_after_commit" in caplog.text
