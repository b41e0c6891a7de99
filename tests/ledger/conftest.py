"""A person with ledgers, a storage of the test's own, and a worker that works when it is told to."""
import re
from uuid import UUID

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from invoice_portal.accounts.tokens import issue_token
from lookup.models import LedgerExport, LedgerRun
from lookup.tasks import make_ledger_table, work_on_ledger
from tests.test_translations import CATALOGUE, ROOT
from tests.uploads import files, giver, operator, person


@pytest.fixture
def give(person):
    """Give a ledger on the page; returns the address of its own page."""
    return giver(person, "/batch/", "台账.xlsx")


def work() -> None:
    """Let the worker do what is owed, until nothing moves."""
    before = None
    while before != (before := list(LedgerRun.objects.order_by("pk").values_list("state", "rows_total", "rows_done"))):
        for run_id in LedgerRun.objects.order_by("created_at").values_list("pk", flat=True):
            work_on_ledger(str(run_id))
    for export_id in LedgerExport.objects.filter(state="OWED").values_list("pk", flat=True):
        make_ledger_table(str(export_id))


def run_of(address: str) -> LedgerRun:
    return LedgerRun.objects.get(pk=UUID(re.search(r"[0-9a-f-]{36}", address)[0]))


@pytest.fixture
def trace(give, person):
    """Give a ledger, take its columns as they are offered or corrected, and have it traced; returns the run."""

    def traced(data: bytes, name: str = "台账.xlsx", **corrected) -> LedgerRun:
        address = give(data, name)
        work()
        columns = run_of(address).columns | corrected
        response = person.post(address, {field: str(at) for field, at in columns.items()})
        assert response.status_code == 302, response.content.decode()
        work()
        return run_of(address)

    return traced


@pytest.fixture
def english_catalogue(settings, tmp_path):
    """The English catalogue as it is in the source, compiled or not."""
    folder = tmp_path / "locale/en/LC_MESSAGES"
    folder.mkdir(parents=True)
    with (ROOT / CATALOGUE).open("rb") as source, (folder / "django.mo").open("wb") as target:
        write_mo(target, read_po(source))
    settings.LOCALE_PATHS = [tmp_path / "locale"]


@pytest.fixture
def token(operator):
    return {"Authorization": f"Bearer {issue_token(operator=operator)}"}
