"""What /healthz and /readyz say, with the real database and Redis."""
import pytest
from django.test import Client

from invoice_portal import heartbeat


@pytest.fixture
def own_key(monkeypatch):
    """A heartbeat of this test's own: other test processes share the Redis."""
    monkeypatch.setattr(heartbeat, "KEY", f"worker-alive-{id(monkeypatch)}")
    yield
    with heartbeat.client() as connection:
        connection.delete(heartbeat.KEY)


def test_healthz_of_a_running_process_is_200():
    assert Client().get("/healthz").json() == {"status": "ok"}


def test_readyz_without_worker_is_503_and_names_it(db, own_key):
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["failing"]) == (503, ["worker"])


def test_readyz_with_a_live_worker_is_200(db, own_key):
    heartbeat.say_alive()
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["failing"]) == (200, [])


def test_readyz_without_redis_is_503_and_names_what_depends_on_it(db, settings):
    settings.REDIS_URL = "unix:///nowhere/redis.sock"
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["failing"]) == (503, ["redis", "worker"])
