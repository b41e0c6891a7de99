import json
import re
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction

from invoice_portal.accounts.models import Operator, SmsCode
from invoice_portal.celery import app
from invoice_portal.gateway.models import OutboxMessage
from tests.factories import PASSWORD

from .roster import COLUMNS, text_of


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


@pytest.fixture
def imported(tmp_path, db):
    """Write the rows to a file, import it, and return the JSON document printed."""

    def run(*rows, data=None, columns=COLUMNS):
        path = tmp_path / "名册.csv"
        path.write_bytes(data if data is not None else text_of(*rows, columns=columns).encode())
        out = StringIO()
        call_command("import_taxpayers", str(path), "--json", stdout=out, stderr=StringIO())
        return json.loads(out.getvalue())

    return run
