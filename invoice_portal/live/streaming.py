"""Server-sent events: who holds a token hears the hints of its channel until the token ends. No session, no database.

One connection to Redis for the process hears all channels and hands each hint on; who reads too slowly loses hints,
not more: the page looks again by itself.
"""
import asyncio
import contextlib
import logging
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

import redis.asyncio
from redis.exceptions import RedisError

from .granting import LASTS, granted
from .telling import PREFIX

log = logging.getLogger(__name__)

HEARTBEAT = 20.0
#: Hints that wait for one reader; streams of one person, and of the process.
MOST_WAITING, MOST_EACH, MOST = 20, 8, 2000
_HEADERS = [
    (b"content-type", b"text/event-stream"), (b"cache-control", b"no-store"), (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]  # fmt: skip
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


class Streams:
    def __init__(self, redis_url: str):
        self._url = redis_url
        self._readers: dict[str, set[asyncio.Queue[bytes]]] = defaultdict(set)
        self._held: Counter[str] = Counter()
        self._listening: asyncio.Task[None] | None = None
        self.ending = False

    async def serve(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request for a stream (ASGI)."""
        token = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        grant = granted(token)
        if grant is None or scope["method"] != "GET":
            return await _refuse(send, 403)
        channel, who = grant
        if self._held[who] >= MOST_EACH or self._held.total() >= MOST:
            return await _refuse(send, 429)
        if self._listening is None or self._listening.done():
            self._listening = asyncio.create_task(self._listen())
        queue: asyncio.Queue[bytes] = asyncio.Queue(MOST_WAITING)
        self._readers[channel].add(queue)
        self._held[who] += 1
        try:
            await self._stream(queue, receive, send)
        finally:
            self._held[who] -= 1
            self._readers[channel].discard(queue)
            if not self._readers[channel]:
                del self._readers[channel]
        return None

    async def _stream(self, queue: asyncio.Queue[bytes], receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        gone = asyncio.create_task(_disconnected(receive))
        until = time.monotonic() + LASTS
        # The first hint lets the page look at what happened before it listened.
        piece = b"retry: 3000\nevent: hint\ndata: {}\n\n"
        try:
            while not gone.done() and not self.ending and time.monotonic() < until:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
                piece = await self._next(queue, gone)
        finally:
            gone.cancel()
            with contextlib.suppress(OSError, RuntimeError):
                await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _next(self, queue: asyncio.Queue[bytes], gone: asyncio.Task[None]) -> bytes:
        """Return the next hint, or a sign of life when none comes."""
        hint = asyncio.create_task(queue.get())
        try:
            await asyncio.wait({hint, gone}, timeout=HEARTBEAT, return_when=asyncio.FIRST_COMPLETED)
            return b"event: hint\ndata: " + hint.result() + b"\n\n" if hint.done() else b": \n\n"
        finally:
            hint.cancel()

    async def _listen(self) -> None:
        """Hear all channels; when Redis is away, try again: pages poll meanwhile."""
        while not self.ending:
            try:
                async with redis.asyncio.from_url(self._url) as server, server.pubsub() as heard:
                    await heard.psubscribe(f"{PREFIX}*")
                    async for message in heard.listen():
                        if message["type"] == "pmessage":
                            self._hand_on(message["channel"].decode().removeprefix(PREFIX), message["data"])
            except (RedisError, OSError) as down:
                log.warning("live hints are not heard", extra={"why": repr(down)})
                await asyncio.sleep(1)

    def _hand_on(self, channel: str, hint: bytes) -> None:
        for queue in self._readers.get(channel, ()):
            with contextlib.suppress(asyncio.QueueFull):
                queue.put_nowait(hint)

    def end(self) -> None:
        self.ending = True
        for readers in list(self._readers.values()):
            for queue in readers:
                with contextlib.suppress(asyncio.QueueFull):
                    queue.put_nowait(b"{}")
        if self._listening:
            self._listening.cancel()


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"content-type", b"text/plain"), (b"content-length", b"0"), (b"retry-after", b"60")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
