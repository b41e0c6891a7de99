"""Operators who wait for numbers, sources that announce and send them, and a worker."""
from contextlib import contextmanager

import pytest
from celery import current_app
from django.test import Client

from invoice_portal.accounts.tokens import issue_token
from tests.factories import OperatorFactory
from tests.login import login_as


@pytest.fixture
def operator(db):
    return OperatorFactory()


@pytest.fixture
def page(operator):
    """A browser of the operator."""
    return login_as(Client(), operator)


@pytest.fixture
def worker(monkeypatch, django_capture_on_commit_callbacks):
    """Inside ``with worker():`` what is queued after commit is done at once; outside of it every message is lost."""

    current_app.loader.import_default_modules()

    def run(name, args=(), **_options):
        current_app.tasks[name](*args)

    @contextmanager
    def working():
        with monkeypatch.context() as patch:
            patch.setattr(current_app, "send_task", run)
            with django_capture_on_commit_callbacks(execute=True):
                yield

    return working


@pytest.fixture
def api(operator):
    """Ask as a program of the operator does."""

    def ask(method, address, body=None, by=operator, **headers):
        sent = {"Authorization": f"Bearer {issue_token(operator=by)}"} | headers
        data = {} if body is None else {"data": body, "content_type": "application/json"}
        return getattr(Client(), method)("/api/v1/" + address, headers=sent, **data)

    return ask
