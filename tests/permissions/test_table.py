"""Every cell of docs/permissions.md, played over HTTP: who may does, who may not changes nothing."""
from pathlib import Path

import pytest
from django.db import transaction

from resubmission.admin.acting import _HOLDS
from resubmission.foreseeing import DECISIONS
from resubmission.management.commands.permissions import table
from resubmission.models import Evidence
from resubmission.permission_rules import ACTORS, RULES, Actor, Rule, may
from resubmission.states import SYSTEM, TRANSITIONS
from tests.factories import OperatorFactory, StaffFactory
from tests.review.cases import everything

from .doors import ACTS, LOOKS
from .people import Player, bring_to, case_in_every_state, player

ROOT = Path(__file__).resolve().parents[2]
#: What a rule does to the state is named otherwise there.
_ALSO = {"resubmit": "submit", "settle": "approve"}


def test_table_is_the_one_in_docs():
    assert (ROOT / "docs/permissions.md").read_text(encoding="utf-8") == table()


def test_every_action_has_a_rule_and_every_rule_a_door():
    named = {rule.name for rule in RULES}
    assert named == set(LOOKS) | set(ACTS)
    moves = {_ALSO.get(name, name) for name, one in TRANSITIONS.items() if one.who != SYSTEM}
    assert moves | set(_HOLDS) | set(DECISIONS) <= named


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_cell_is_as_the_table_says(db, rule):
    owner, other = OperatorFactory(), StaffFactory(regions=["11"]).person
    StaffFactory(regions=["31"])  # who may get what is handed over
    players = [(actor, player(actor, owner)) for actor in ACTORS]
    wrong = []
    for state, case in case_in_every_state(owner).items():
        for actor, who in players:
            with transaction.atomic():
                done = played(rule, actor, who, case, other)
                transaction.set_rollback(True)
            if done != may(actor, rule, state):
                wrong.append(f"{actor.name} in {state}: {'did' if done else 'could not'} {rule.name}")
    assert wrong == []


def played(rule: Rule, actor: Actor, who: Player, case, other) -> bool:
    """Try it, and tell whether it came about; anything but the whole of it must leave everything as it was."""
    case = bring_to(case, rule, actor, who.person, other)
    before = all_there_is()
    if rule.name in LOOKS:
        answer = LOOKS[rule.name](who.client, case)
        assert all_there_is() == before
        return answer.status_code == 200
    answer = ACTS[rule.name](who.client, case)
    assert answer.status_code < 500
    return all_there_is() != before


def all_there_is() -> dict[str, list]:
    return everything() | {"Evidence": list(Evidence.objects.order_by("pk").values())}
