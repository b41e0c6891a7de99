"""Prints who may do what with an application, and when."""
from django.core.management.base import BaseCommand

from resubmission.permission_rules import ACTORS, RULES, Rule, may
from resubmission.states import State


def table() -> str:
    """Return docs/permissions.md: for each action, who may in which state."""
    head = [
        "# Who may do what with an application", "", "Made by `manage.py permissions > docs/permissions.md` from",
        "`resubmission/permission_rules.py`; tests/permissions plays every cell over HTTP.",
    ]  # fmt: skip
    return "\n".join([*head, *(line for rule in RULES for line in _of(rule))]) + "\n"


def _of(rule: Rule) -> list[str]:
    rows = [
        f"| {actor.name} | " + " | ".join("✓" if may(actor, rule, state) else "·" for state in State) + " |"
        for actor in ACTORS
    ]
    turn = f" ({rule.turn})" if rule.turn else ""
    return ["", f"## {rule.name}{turn}", "", f"| | {' | '.join(State)} |", "|---|" + ":-:|" * len(State), *rows]


class Command(BaseCommand):
    help = "Print who may do what with an application, and in which state."

    def handle(self, *args, **options):
        self.stdout.write(table(), ending="")
