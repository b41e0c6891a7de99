"""Streams of hints: whoever holds a token hears its channel and no other; nobody else hears anything."""
import asyncio
import json

import pytest
import redis
from django.conf import settings
from django.core import signing

from invoice_portal.live.granting import SALT, granted
from invoice_portal.live.streaming import MOST_EACH, Streams
from invoice_portal.live.telling import PREFIX


def token_of(channel: str, who: str = "someone") -> str:
    return signing.dumps([channel, who], salt=SALT)


class Listener:
    """One connection of a browser, as the server sees it (ASGI 3)."""

    def __init__(self, streams: Streams, token: str, method: str = "GET"):
        self.heard: asyncio.Queue[dict] = asyncio.Queue()
        self._gone = asyncio.Event()
        scope = {"type": "http", "method": method, "path": "/live/", "query_string": f"token={token}".encode()}
        self.task = asyncio.create_task(streams.serve(scope, self._receive, self.heard.put))

    async def _receive(self) -> dict:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def next(self, seconds: float = 10) -> dict:
        return await asyncio.wait_for(self.heard.get(), seconds)

    async def leave(self) -> None:
        self._gone.set()
        await asyncio.wait_for(self.task, 10)


async def hint(listener: Listener) -> dict:
    body = (await listener.next())["body"].decode()
    return json.loads(body.rpartition("data: ")[2])


def publish(channel: str, **told) -> int:
    with redis.Redis.from_url(settings.REDIS_URL) as server:
        return server.publish(f"{PREFIX}{channel}", json.dumps(told))


async def until_heard(channel: str, **told) -> None:
    for _attempt in range(200):
        if publish(channel, **told):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("nobody listens")


@pytest.mark.parametrize(
    "token", ["", "x", "WyJjaGF0OjEiLCJ4Il0:1:x", signing.dumps(["chat:1", "x"], salt="another")],
    ids=["none", "nonsense", "made up", "for something else"],  # a token has the time in it: no name for a test
)
def test_forged_token_is_refused_and_hears_nothing(token):
    async def scene():
        listener = Listener(Streams(settings.REDIS_URL), token)
        await listener.task
        assert (await listener.next())["status"] == 403 and (await listener.next())["body"] == b""

    asyncio.run(scene())


def test_token_that_has_ended_is_refused(monkeypatch):
    token = token_of("chat:1")
    assert granted(token) == ("chat:1", "someone")
    monkeypatch.setattr("invoice_portal.live.granting.LASTS", -1)
    assert granted(token) is None


def test_listener_hears_its_channel_alone_and_is_forgotten_when_it_leaves():
    async def scene():
        streams = Streams(settings.REDIS_URL)
        mine, other = Listener(streams, token_of("live-test:mine")), Listener(streams, token_of("live-test:other"))
        for listener in (mine, other):
            assert (await listener.next())["status"] == 200
            assert await hint(listener) == {}
        await until_heard("live-test:mine", number=7)
        assert await hint(mine) == {"number": 7}
        await until_heard("live-test:other", number=8)
        assert await hint(other) == {"number": 8}
        await mine.leave()
        await other.leave()
        assert not streams._readers and not streams._held.total()
        streams.end()

    asyncio.run(scene())


def test_one_person_opens_only_so_many():
    async def scene():
        streams = Streams(settings.REDIS_URL)
        first = [Listener(streams, token_of("live-test:many")) for _n in range(MOST_EACH)]
        assert [(await listener.next())["status"] for listener in first] == [200] * MOST_EACH
        assert (await Listener(streams, token_of("live-test:many")).next())["status"] == 429
        assert (await Listener(streams, token_of("live-test:many", "another")).next())["status"] == 200
        streams.end()
        await asyncio.gather(*(listener.leave() for listener in first))

    asyncio.run(scene())


def test_without_redis_the_stream_is_open_and_tells_nothing_wrong():
    async def scene():
        streams = Streams("redis://127.0.0.1:1/0")
        listener = Listener(streams, token_of("live-test:down"))
        assert (await listener.next())["status"] == 200 and await hint(listener) == {}
        await asyncio.sleep(0.2)
        assert not listener.task.done()
        streams.end()
        await listener.leave()

    asyncio.run(scene())
