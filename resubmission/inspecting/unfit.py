"""What an inspector answers when a file may not be evidence."""


class Unfit(Exception):
    """The file is refused; ``code`` says why, and ``resubmission/file_format.py`` has the words for each."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code
