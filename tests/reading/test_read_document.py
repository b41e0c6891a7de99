"""read_document prints what it read, as the contract has it."""
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from lookup.reading.as_json import facts, from_claimed
from tests import documents as make

from . import ledgers


def run(*paths):
    out = StringIO()
    call_command("read_document", *map(str, paths), "--json", stdout=out)
    return json.loads(out.getvalue())


def test_read_document_prints_exactly_the_flat_object(tmp_path):
    file = tmp_path / "invoice.pdf"  # the name says nothing
    file.write_bytes(make.einvoice_xml())
    assert run(file) == [
        {
            "path": str(file), "format": "xml", "kind": "81", "number": make.NUMBER, "code": None,
            "issue_date": "2026-10-12", "seller_tax_id": make.SELLER_ID, "seller_name": make.SELLER,
            "buyer_tax_id": make.BUYER_ID, "buyer_name": make.BUYER, "amount": "100.00", "tax": "13.00",
            "total": "113.00",
            "lines": [
                {"name": "*餐饮服务*餐费", "spec": None, "unit": "项", "quantity": "2", "price": "50",
                 "amount": "100.00", "tax_rate": "13%", "tax": "13.00", "tax_code": "3070401000000000000"}
            ],
            "warnings": [], "error": None,
        }
    ]  # fmt: skip


def test_read_document_names_faults_as_warnings_and_goes_on_after_an_unreadable_member(tmp_path):
    file = tmp_path / "many.zip"
    file.write_bytes(make.zip_of({"bad.xml": b"<x", "odd.xml": make.einvoice_xml(total="113.05")}))
    bad, odd = run(file)
    assert (bad["path"], bad["format"], bad["error"]["code"]) == (f"{file}/bad.xml", "xml", "UNREADABLE")
    assert (odd["error"], odd["warnings"]) == (None, ["AMOUNTS_DISAGREE total: 100.00 + 13.00 ≠ 113.05"])


def test_read_document_of_a_missing_file_is_refused(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "none.xml")


def test_claimed_fields_become_the_document_they_describe():
    claimed = {"number": make.NUMBER, "issue_date": "2026-10-12", "total": "113", "buyer_name": make.BUYER, "code": ""}
    said = {name: value for name, value in facts(from_claimed(claimed)).items() if value}
    assert said == {"number": make.NUMBER, "issue_date": "2026-10-12", "total": "113.00", "buyer_name": make.BUYER}


@pytest.mark.parametrize("field", ["issue_date", "total", "amount", "tax", "kind"])
def test_claimed_field_that_is_wrong_is_named(field):
    with pytest.raises(ValueError, match=f"^{field}$"):
        from_claimed({field: "nonsense"})


def test_read_document_of_a_ledger_prints_one_object_per_invoice_and_per_row_that_cannot_be_read(tmp_path):
    file = tmp_path / "ledger.txt"
    file.write_bytes(ledgers.export(ledgers.a_row(1), ledgers.a_row(2, 数电发票号码=2.6112e19), ledgers.a_row(3)))
    first, bad, last = run(file)
    assert (first["format"], first["number"], first["total"], first["warnings"]) == (
        "xlsx", "26112000000099900001", "113.00", [],
    )  # fmt: skip
    assert (bad["path"], bad["format"], bad["number"]) == (str(file), "xlsx", None)
    assert bad["error"]["detail"].startswith("#3：发票号码存成了数值")
    assert last["number"] == "26112000000099900003"


@pytest.mark.parametrize(
    ("data", "format_"),
    [(b"no document", None), (b"a,b\n1,2\n", "csv"), (b"PK\x03\x04torn", None), (b"\x89PNG\r\n\x1a\nx", "image"),
     (b"%PDF-1.7", "pdf"), (make.zip_of({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}), None)],
)  # fmt: skip
def test_file_that_cannot_be_read_names_its_format_if_it_is_one_of_the_contracts(tmp_path, data, format_):
    file = tmp_path / "x"
    file.write_bytes(data)
    (found,) = run(file)
    assert (found["format"], found["error"]["code"], found["lines"]) == (format_, "UNREADABLE", [])
