"""The pinned versions that a fresh clone installs."""
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
RUNTIME = PROJECT["project"]["dependencies"]


def _name(text: str) -> str:
    return re.sub(r"[-_.]+", "-", text).lower()


@pytest.mark.parametrize(("lock", "wanted"), [
    ("requirements.lock", RUNTIME),
    ("requirements-dev.lock", RUNTIME + PROJECT["dependency-groups"]["dev"]),
])
def test_lock_pins_everything_that_the_project_names(lock, wanted):
    lines = [line for line in (ROOT / lock).read_text().splitlines() if not line.startswith("#")]
    pinned = dict(line.split("==") for line in lines)
    missing = [text for text in wanted if _name(Requirement(text).name) not in pinned]
    assert missing == [], "run: make lock"


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_lock_names_no_address(lock):
    assert "://" not in (ROOT / lock).read_text()
