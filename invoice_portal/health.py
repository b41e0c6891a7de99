"""/healthz: this process answers. /readyz: what it needs answers too."""
from collections.abc import Callable

import redis
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from invoice_portal.heartbeat import worker_alive

#: What does not keep the portal from being ready, but the operator should know: name -> a question, "" is well.
_watched: dict[str, Callable[[], str]] = {}


def watch(name: str, trouble: Callable[[], str]) -> None:
    """Let a room say at start what /readyz tells of it under ``degraded``; it must not tell secrets."""
    _watched[name] = trouble


@require_safe
@never_cache
def healthz(_request: HttpRequest) -> JsonResponse:
    """Say that the web process lives."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(_request: HttpRequest) -> JsonResponse:
    """Answer 200 only when database, Redis and a live worker answer, else 503 and which does not.

    ``degraded`` names what is not well but keeps nobody from using the portal.
    """
    database = _database_answers()
    try:
        worker, redis_answers = worker_alive(), True
    except redis.RedisError:
        worker, redis_answers = False, False
    checks = {"database": database, "redis": redis_answers, "worker": worker}
    failing = [name for name, passed in checks.items() if not passed]
    body = {"status": "unavailable" if failing else "ok", "failing": failing}
    degraded = {name: told for name, ask in _watched.items() if database and (told := ask())}
    if degraded:
        body["degraded"] = degraded
    return JsonResponse(body, status=503 if failing else 200)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        return False
