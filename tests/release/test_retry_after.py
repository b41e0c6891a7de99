"""Every "not now" says in how many seconds it is worth asking again."""
import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import RequestFactory

from invoice_portal.accounts.throttle import limit_of
from invoice_portal.refusal import Refusal, RefusalMiddleware, api_exception_handler


def answer(refusal: Refusal) -> HttpResponse:
    request = RequestFactory().get("/")
    request.operator = None
    return RefusalMiddleware(lambda request: HttpResponse()).process_exception(request, refusal)


@pytest.mark.parametrize(
    ("status", "wait", "told"), [(429, 37, "37"), (503, 4, "4"), (429, 0, "60"), (503, 0, "15"), (400, 0, None)]
)
def test_page_and_api_say_it_alike(db, status, wait, told):
    refusal = Refusal("later", "稍后再试。", status=status, wait=wait)
    assert answer(refusal).headers.get("Retry-After") == told
    assert api_exception_handler(refusal, {}).headers.get("Retry-After") == told


def test_limit_tells_the_seconds_that_are_really_left(monkeypatch):
    cache.delete_many(["limit:of-a-test", "limit:of-a-test:until"])
    limit_of("of-a-test", times=1, seconds=600)
    later = cache.get("limit:of-a-test:until") - 95
    monkeypatch.setattr("invoice_portal.accounts.throttle.time.time", lambda: later)
    with pytest.raises(Refusal) as refused:
        limit_of("of-a-test", times=1, seconds=600)
    assert refused.value.wait == 95
    assert "2 " in refused.value.detail
    cache.delete_many(["limit:of-a-test", "limit:of-a-test:until"])
