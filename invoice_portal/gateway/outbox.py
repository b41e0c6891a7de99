"""Keeps messages in a table, for demo and tests; /outbox/ shows them."""
from .models import OutboxMessage


def deliver(*, channel: str, to: str, text: str, subject: str, key: str) -> None:
    OutboxMessage.objects.get_or_create(
        key=key, defaults={"channel": channel, "to": to, "text": text, "subject": subject}
    )
