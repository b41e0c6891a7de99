"""When a part is away the answer says so, and never that something was not found."""
import pytest
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client
from django.urls import path
from redis.exceptions import ConnectionError as RedisDown

from invoice_portal.urls import handler500, urlpatterns  # noqa: F401 (this module is the URL configuration below)


def _raise(error: Exception):
    def view(_request: HttpRequest):
        raise error

    return view


urlpatterns = [
    *urlpatterns,
    path("database/", _raise(OperationalError("gone"))),
    path("redis/", _raise(RedisDown("gone"))),
    path("fault/", _raise(ValueError("ours"))),
    path("api/v1/database/", _raise(OperationalError("gone"))),
]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def get():
    return Client(raise_request_exception=False).get


@pytest.mark.parametrize("what", ["/database/", "/redis/"])
def test_part_that_is_away_is_said_to_be_away(get, what):
    response = get(what)
    assert (response.status_code, response["Retry-After"]) == (503, "15")
    assert "这不表示发票不存在" in response.content.decode()


def test_program_is_told_in_json(get):
    response = get("/api/v1/database/")
    assert (response.status_code, response.json()["code"]) == (503, "unavailable")


def test_fault_of_ours_is_one(get):
    response = get("/fault/")
    assert response.status_code == 500
    assert "Retry-After" not in response.headers
