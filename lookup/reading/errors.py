"""What a reader answers when it cannot read."""


class Unreadable(Exception):
    """These bytes are no document that can be read; ``detail`` says why, in words for the person who sent it."""

    def __init__(self, detail: str):
        super().__init__(detail)
        self.detail = detail
