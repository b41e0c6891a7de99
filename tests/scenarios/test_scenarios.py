"""Every scenario folder here is played, and each of its questions answered as it says."""
from pathlib import Path

import pytest
from django.utils import timezone

from lookup.trace.causes import CODES

from .playing import answer, load, play

FOLDERS = sorted(path.parent for path in Path(__file__).parent.glob("*/scenario.yaml"))
#: What a question may expect beside the cause, and where the answer says it.
EXPECTED = {
    "also": lambda given: given["also"],
    "next": lambda given: given["next"]["action"],
    "owner": lambda given: given["owner"],
    "hidden_by": lambda given: given["hidden_by"],
    "suggestion": lambda given: given["suggestion"],
}


@pytest.mark.django_db
@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
def test_scenario(folder, tmp_path, monkeypatch):
    def clock(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    play(folder, tmp_path, clock)
    wrong = []
    for question in load(folder)["questions"]:
        given = answer(question)
        expected = {name: question[name] for name in EXPECTED if name in question}
        found = {name: EXPECTED[name](given) for name in expected}
        if (given["cause"], found) != (question["cause"], expected):
            wrong.append(f"{question['about']}: {given['cause']} {found}, expected {question['cause']} {expected}")
    assert not wrong, "\n".join(wrong)


def test_every_cause_has_a_scenario():
    told = {question["cause"] for folder in FOLDERS for question in load(folder)["questions"]}
    assert told == set(CODES)
