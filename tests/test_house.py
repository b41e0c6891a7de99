"""Rules of the house that a machine can check."""
import ast
import re
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ["invoice_portal", "lookup", "resubmission", "tests", "benchmarks"]
MODULES = sorted(p for room in ROOMS for p in (ROOT / room).rglob("*.py") if "migrations" not in p.parts)
SAYS_NOTHING = {"utils", "util", "helpers", "services", "service", "managers", "constants", "common", "misc"}


def test_no_module_is_longer_than_300_lines():
    assert [str(p) for p in MODULES if p.read_text(encoding="utf-8").count("\n") > 300] == []


def test_no_file_holds_what_a_merge_left_over():
    rooms = [*ROOMS, "docs", "locale", "static", "templates"]
    kinds = {".py", ".html", ".css", ".js", ".md", ".po", ".txt", ".json"}
    texts = [path for room in rooms for path in (ROOT / room).rglob("*") if path.suffix in kinds]
    marked = re.compile(r"^(<{7}|>{7}) ", re.M)
    assert [str(path) for path in texts if marked.search(path.read_text(encoding="utf-8"))] == []


def test_no_module_has_a_name_that_says_nothing():
    assert [str(p) for p in MODULES if p.stem in SAYS_NOTHING or p.parent.name in SAYS_NOTHING] == []


def test_no_function_outside_tests_is_longer_than_60_lines():
    long = [
        f"{path}:{node.name}"
        for path in MODULES
        if "tests" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 60
    ]
    assert long == []


def test_models_and_migrations_agree(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.slow
def test_imports_point_one_way():
    result = subprocess.run([ROOT / ".venv/bin/lint-imports"], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout
