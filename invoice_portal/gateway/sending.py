"""The one door to the outside: SMS and e-mail, by the back end that settings name."""
from django.conf import settings

from . import http, outbox
from .down import GatewayDown

__all__ = ["GatewayDown", "send"]

_BACK_ENDS = {"outbox": outbox.deliver, "http": http.deliver}


def send(channel: str, to: str, text: str, *, subject: str = "", key: str) -> None:
    """Send one message ("SMS" or "EMAIL"); the same ``key`` twice is one message.

    Raises :class:`GatewayDown` when it could not be handed over; then sending again with the same key is safe.
    """
    _BACK_ENDS[settings.GATEWAY](channel=channel, to=to, text=text, subject=subject, key=key)
