"""One cause as the catalogue tells it."""
from dataclasses import dataclass

from django.utils.functional import Promise

#: Who has to act.
YOU, ISSUER, BUREAU, SYSTEM, NOBODY = "you", "issuer", "bureau", "system", "nobody"


@dataclass(frozen=True, slots=True)
class Cause:
    """``headline`` has at most 20 characters in Chinese; ``explanation`` is filled with the verdict's words.

    ``rule``: when it holds. ``label``: what the one main button says. ``evidence``: which files an application for
    it should bring, by their names in the catalogue.
    """

    code: str
    owner: str
    action: str
    headline: str | Promise
    rule: str | Promise
    explanation: str | Promise
    label: str | Promise
    evidence: tuple[str, ...] = ()
