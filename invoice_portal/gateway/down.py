"""What callers must expect of a gateway."""


class GatewayDown(Exception):
    """The message was not handed over; it may be sent again with the same key."""
