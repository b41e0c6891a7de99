"""Imports of one source take turns, however long each is; those of others go on beside them."""
import contextlib
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from invoice_portal.refusal import Refusal
from lookup.models import Source

#: Names this lock among the advisory locks of the database.
_TURN = 0x7EED


@contextmanager
def turn_of(source: Source, *, wait: float = 600.0) -> Iterator[None]:
    """Hold the source's turn; raises :class:`Refusal` (409) if another import holds it longer than ``wait`` seconds.

    The lock belongs to the database session: whoever is killed frees it, and no transaction stays open.
    """
    with hold(_TURN, source.pk, wait) as held:
        if not held:
            detail = _("来源 %(code)s 正在读取另一批次，请稍后再试。") % {"code": source.code}
            raise Refusal("source_busy", detail, status=409)
        yield


@contextmanager
def hold(kind: int, number: int, wait: float) -> Iterator[bool]:
    """Hold an advisory lock; tells whether it was got within ``wait`` seconds."""
    until, pause = time.monotonic() + wait, 0.02
    # Asked again and again: a statement that waits would run into its time limit.
    while not (held := _ask("pg_try_advisory_lock", kind, number)) and time.monotonic() < until:
        time.sleep(pause)
        pause = min(pause * 1.5, 1.0)
    try:
        yield held
    finally:
        if held:
            # A connection that broke has freed it already.
            with contextlib.suppress(DatabaseError):
                _ask("pg_advisory_unlock", kind, number)


def _ask(function: str, kind: int, number: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [kind, number])
        return cursor.fetchone()[0]
