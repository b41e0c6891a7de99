"""Messages to the worker, sent when the change that they tell of is committed."""
from typing import Any

from celery import current_app
from django.db import transaction


def queue_after_commit(task: str, *args: Any) -> None:
    """Queue a task by its name after commit.

    Without Redis the change stands, and a sweeper queues it later: the row says what is owed, never the message.
    """

    def send() -> None:
        # One more try, for a connection that broke since it was last used; nobody waits longer for a dead Redis.
        current_app.send_task(task, args=args, retry_policy={"max_retries": 1, "interval_start": 0})

    # A function with a name of its own: Django names it in the log when it fails, which a partial has none for.
    transaction.on_commit(send, robust=True)
