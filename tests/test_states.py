from pathlib import Path

from django.utils import translation

from resubmission.management.commands.statemachine import diagram
from resubmission.models import Application
from resubmission.states import OWNER, TRANSITIONS

ROOT = Path(__file__).resolve().parents[1]


def test_every_state_has_exactly_one_owner():
    assert set(OWNER) == set(Application.State)


def test_states_of_nobody_are_left_by_no_transition():
    left = {source for transition in TRANSITIONS.values() for source in transition.sources}
    assert {state for state, owner in OWNER.items() if owner == "nobody"} == set(OWNER) - left


def test_diagram_is_the_one_in_docs():
    with translation.override("zh-hans"):
        assert (ROOT / "docs/states.md").read_text(encoding="utf-8") == diagram()
