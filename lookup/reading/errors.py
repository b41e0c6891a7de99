"""What a reader answers when it cannot read."""


class Unreadable(Exception):
    """These bytes are no document that can be read.

    ``text`` says why, to the person who sent them; it is taken into the catalogue as it stands, so it must be a plain
    literal. ``about`` is what no language changes: a path, a number, what a library said. ``detail`` is both, in
    Chinese, fit to be kept; ``lookup.detail_words`` says it in a reader's language.
    """

    def __init__(self, text: str, about: str = ""):
        self.detail = f"{text}：{about}" if about else text
        super().__init__(self.detail)
