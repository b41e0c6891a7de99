import re

import pytest
from django.core.cache import cache
from django.db import transaction

from invoice_portal.accounts.models import Operator, SmsCode
from invoice_portal.celery import app
from invoice_portal.gateway.models import OutboxMessage
from tests.factories import PASSWORD


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture(autouse=True)
def _tasks_at_once():
    """Run tasks where they are queued."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


@pytest.fixture
def sent_code(db):
    """Read the newest code as its addressee does."""
    return lambda: re.search(r"\d{6}", OutboxMessage.objects.latest("id").text).group()


@pytest.fixture
def log_in(client):
    """Post the login form."""

    def post(who, password=PASSWORD, operator="", **more):
        tax_id = who.taxpayer.tax_id if isinstance(who, Operator) else who
        return client.post("/login/", {"tax_id": tax_id, "operator": operator, "password": password} | more)

    return post


@pytest.fixture
def later():
    """Move what was sent into the past, as if time had gone by."""
    def go(delta):
        with transaction.atomic():
            for row in SmsCode.objects.all():
                row.sent_at, row.expires_at = row.sent_at - delta, row.expires_at - delta
                row.save()

    return go
