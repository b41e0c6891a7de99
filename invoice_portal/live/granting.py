"""The right to listen to a channel for a while: signed, so that whoever streams needs neither session nor database."""
from django.core import signing

from invoice_portal.accounts.models import Operator, Person

SALT = "live"
#: Seconds; an open page asks for another before it ends.
LASTS = 600


def grant(channel: str, who: Operator | Person) -> str:
    """Return a token for one channel and one person. Whoever gives it has checked that the channel is theirs."""
    return signing.dumps([channel, str(who.pk)], salt=SALT)


def granted(token: str) -> tuple[str, str] | None:
    """Return (channel, who) of a token; None for one that is forged or has ended."""
    try:
        channel, who = signing.loads(token, salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return channel, who
