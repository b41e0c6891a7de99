"""Prints the states of an application as a diagram."""
from django.core.management.base import BaseCommand

from resubmission.states import OWNER, TRANSITIONS


def diagram() -> str:
    """Return docs/states.md: every transition, with whose act it is, in Mermaid."""
    arrows = [
        f"    {source} --> {transition.target}: {name} ({transition.who})"
        for name, transition in TRANSITIONS.items()
        for source in transition.sources
    ]
    ends = [f"    {state} --> [*]" for state, owner in OWNER.items() if owner == "nobody"]
    rows = [f"| {state} | {state.label} | {owner} |" for state, owner in OWNER.items()]
    parts = ["# States of an application", "", "Made by `manage.py statemachine > docs/states.md`.", "", "```mermaid",
             "stateDiagram-v2", "    [*] --> DRAFT", *arrows, *ends, "```", "", "| state | 中文 | who acts next |",
             "|---|---|---|", *rows]
    return "\n".join(parts) + "\n"


class Command(BaseCommand):
    help = "Print the diagram of application states."

    def handle(self, *args, **options):
        self.stdout.write(diagram(), ending="")
