"""Prints the catalogue of causes as a page of documentation."""
from django.core.management.base import BaseCommand
from django.utils import translation

from lookup.trace.catalogue import CATALOGUE
from lookup.trace.catalogue.entries import EVIDENCE
from lookup.trace.causes import CODES


def page() -> str:
    """Return docs/causes.md: every cause in the order in which it is judged, as the catalogue tells it."""
    with translation.override("zh-hans"):
        return "\n".join(_lines()) + "\n"


def _lines() -> list[str]:
    lines = ["# Causes", "", "Made by `manage.py causes > docs/causes.md`. A trace answers with the first that holds."]
    for place, code in enumerate(CODES, 1):
        cause = CATALOGUE[code]
        lines += ["", f"## {place}. `{code}` {cause.headline}", "", f"- holds when: {cause.rule}",
                  f"- who acts: `{cause.owner}`; next step: `{cause.action}`", f"- says: {cause.explanation}"]
        if cause.evidence:
            lines.append("- evidence for an application: " + "；".join(str(EVIDENCE[name]) for name in cause.evidence))
    return lines


class Command(BaseCommand):
    help = "Print docs/causes.md."

    def handle(self, *args, **options):
        self.stdout.write(page(), ending="")
