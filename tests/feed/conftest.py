import io
import json

import pytest
from django.core.management import CommandError, call_command

from lookup.sources import register_source, span_of


@pytest.fixture
def source(db):
    return register_source(code="BJ01", name="北京", region="11", every=span_of("24h"))


@pytest.fixture
def run(source):
    """Run import_feed and return its JSON; a refused batch is a result."""

    def run(*paths) -> list[dict]:
        out = io.StringIO()
        try:
            call_command("import_feed", *map(str, paths), json=True, stdout=out, stderr=io.StringIO())
            ended = 0
        except CommandError as error:
            ended = error.returncode
        reports = json.loads(out.getvalue())
        assert ended == any(report["state"] == "REFUSED" for report in reports)
        return reports

    return run


@pytest.fixture
def read(run):
    """Read one batch and return its report."""

    def read(path) -> dict:
        (report,) = run(path)
        return report

    return read
