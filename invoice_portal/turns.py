"""A few turns for work that is heavy while somebody waits: the rest of the portal has the processors."""
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.core.cache import cache
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from invoice_portal.refusal import Refusal


@contextmanager
def turn(what: str, *, at_once: int, seconds: int, busy: str) -> Iterator[None]:
    """Hold one of the few turns; it lapses by itself if this process is killed.

    Args:
        what: whose turns they are.
        at_once: how many there are.
        seconds: after which a turn is taken to be lost.
        busy: what is said while all are held.

    Raises :class:`Refusal` (503) then, and while Redis is away.
    """
    try:
        mine = next((key for n in range(at_once) if cache.add(key := f"{what}:{n}", 1, seconds)), None)
    except RedisError as down:
        raise Refusal("unavailable", _("系统暂时无法处理，请稍后再试。"), status=503) from down
    if mine is None:
        raise Refusal("busy", busy, status=503, wait=1)
    try:
        yield
    finally:
        with suppress(RedisError):
            cache.delete(mine)
