"""Tells open pages, after commit, that something happened. Redis carries it and may lose it: pages look again."""
import json
import logging
from functools import lru_cache
from typing import Any

import redis
from django.conf import settings
from django.db import transaction

log = logging.getLogger(__name__)
PREFIX = "live:"


@lru_cache(maxsize=1)
def _redis() -> redis.Redis:
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)


def tell(channel: str, **hint: Any) -> None:
    """Publish a hint when the change that it tells of is committed. A page that hears nothing asks by itself."""

    def send() -> None:
        try:
            _redis().publish(f"{PREFIX}{channel}", json.dumps(hint))
        except redis.RedisError as down:
            log.warning("no hint sent", extra={"why": repr(down)})

    transaction.on_commit(send, robust=True)
