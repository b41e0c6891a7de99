"""A live worker says so in Redis every two seconds; silence for ten means that none lives."""
import redis
from celery.signals import heartbeat_sent
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

KEY = "worker-alive"
SECONDS = 10


def client() -> redis.Redis:
    """Return a client that answers or fails within two seconds."""
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2, retry=Retry(NoBackoff(), 0)
    )


@heartbeat_sent.connect
def say_alive(**_signal: object) -> None:
    """Called in the worker's main loop, which also takes the tasks."""
    with client() as connection:
        connection.set(KEY, "1", ex=SECONDS)


def worker_alive() -> bool:
    """Tell whether any worker has said so lately; raises RedisError if Redis does not answer."""
    with client() as connection:
        return bool(connection.exists(KEY))
