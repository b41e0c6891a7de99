"""What all commands share: one JSON document when asked, one clear line on bad input."""
import json
import sys

import pytest
from django.core.management import execute_from_command_line

from invoice_portal.accounts.models import Person, Taxpayer

GOOD, WRONG = "91110000600037341L", "91110000600037341M"
LONG = "长" * 300


@pytest.fixture
def manage(transactional_db, capfd):
    """Run a command as a terminal does; return exit code, stdout and stderr."""

    def run(*args):
        try:
            execute_from_command_line(["manage.py", *map(str, args)])
            code = 0
        except SystemExit as ended:
            code = ended.code
        return code, *capfd.readouterr()

    return run


def test_json_is_exactly_one_document_on_stdout(manage, tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text(f"tax_id,name,operator,phone,scopes\n{GOOD},甲公司,02,13800000002,all\n", encoding="utf-8")
    documents = {}
    for args in [
        ["create_taxpayer", GOOD, "甲公司", "--phone", "13800000001"],
        ["issue_token", GOOD],
        ["create_staff", "clerk", "--password", "a-long-password", "--regions", "11"],
        ["add_source", "BJ01", "--name", "北京", "--region", "11", "--every", "24h"],
        ["generate_invoices", "--count", "30", "--seed", "1"],
        ["import_taxpayers", roster],
    ]:
        code, out, err = manage(*args, "--json")
        assert code == 0, err
        documents[args[0]] = json.loads(out)
    assert documents["create_taxpayer"]["scopes"] == ["apply", "purchases", "sales"]
    assert len(documents["issue_token"]["token"]) >= 40
    assert documents["create_staff"] == {"login": "clerk", "name": "", "role": "CLERK", "regions": ["11"]}
    assert documents["add_source"] == {"source": "BJ01", "name": "北京", "region": "11", "every_seconds": 86400}
    assert documents["generate_invoices"]["invoices"] == 30
    assert documents["import_taxpayers"]["opened"] == 1


NONSENSE = [
    ["create_taxpayer"], ["create_taxpayer", WRONG, "甲"], ["create_taxpayer", GOOD, " "],
    ["create_taxpayer", GOOD, LONG], ["create_taxpayer", GOOD, "甲", "--scopes", "everything"],
    ["create_taxpayer", GOOD, "甲", "--acts-as", WRONG], ["create_taxpayer", GOOD, "甲", "--former-name", ""],
    ["create_taxpayer", GOOD, "甲", "--colour", "red"],
    ["issue_token", GOOD], ["issue_token", "x"], ["issue_token", "\udcff"],
    ["create_staff", "a b", "--password", "x"], ["create_staff", "a", "--password", "x", "--role", "KING"],
    ["create_staff", "a", "--password", "x", "--name", LONG], ["create_staff", "a"],
    ["create_staff", "a", "--password", "x", "--regions", "11,99"],
    ["add_source", "B", "--name", "\udcff", "--region", "11", "--every", "1h"],
    ["add_source", "B", "--name", "x", "--region", "11", "--every", "soon"],
    ["add_source", "B", "--name", "x", "--region", "99", "--every", "1h"],
    ["generate_invoices", "--count", "many", "--seed", "1"], ["generate_invoices", "--count", "0", "--seed", "1"],
    ["generate_invoices", "--count", "1", "--seed", "1", "--until", "0001-01-01"],
    ["generate_invoices", "--count", "1", "--seed", "1", "--taxpayers", "99999999999"],
    ["generate_invoices", "--count", "1", "--seed", "1", "--for", WRONG],
    ["import_taxpayers"], ["import_taxpayers", "/nowhere.csv"], ["import_taxpayers", "tests"],
    ["import_taxpayers", sys.executable], ["import_taxpayers", "/\udcff"],
    ["import_invoices", "/nowhere", "--source", "BJ01"], ["import_invoices", "tests", "--source", "\udcff"],
]  # fmt: skip


@pytest.mark.parametrize("args", NONSENSE)
def test_nonsense_is_one_clear_line_and_no_success(manage, args):
    code, out, err = manage(*args)
    assert code != 0 and out == ""
    assert len(err.strip().splitlines()) == 1 and len(err) > 15, err
    assert not Taxpayer.objects.exists() and not Person.objects.exists()
