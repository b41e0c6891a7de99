"""Only the payloads of invoices count, and each says what its kind says."""
from datetime import date
from decimal import Decimal

import pytest

from lookup.reading.qr import read_qr

from .pictures import DIGITAL, OLDER

NUMBER = "26112000000099900021"


@pytest.mark.parametrize(
    ("payload", "kind", "code", "number", "amount", "total"),
    [
        (OLDER, "10", "011002000111", "07009901", "94.34", None),
        ("01,01,1100194130,07009901,1000.5,20201112,,0A1B", "01", "1100194130", "07009901", "1000.50", None),
        ("01,04,011002000111,07009901,6.2,20201112,,0A1B", "04", "011002000111", "07009901", "6.20", None),
        ("01,08,011002000111,07009901,-6.2,20201112,,0A1B,", "08", "011002000111", "07009901", "-6.20", None),
        (DIGITAL, "81", None, NUMBER, None, "113.00"),
        (f"01,32,,{NUMBER},6.2,20201112,,0A1B", "82", None, NUMBER, None, "6.20"),
        (f"01,51,,{NUMBER},553,20201112,,0A1B", "51", None, NUMBER, None, "553.00"),
        (f"01,61,,{NUMBER},1290.0,20201112,,0A1B", "61", None, NUMBER, None, "1290.00"),
        (f"01,10,{NUMBER},250.46,20201112,0A1B", "51", None, NUMBER, "250.46", None),
        # What our own PDFs carry where the kind is not known.
        (f"01,,,{NUMBER},113,20201112,,", None, None, NUMBER, None, "113.00"),
    ],
)  # fmt: skip
def test_payload_of_an_invoice_is_read(payload, kind, code, number, amount, total):
    document = read_qr(payload)
    assert (document.kind, document.code, document.number) == (kind, code, number)
    assert (document.amount, document.total) == (amount and Decimal(amount), total and Decimal(total))
    assert document.issue_date in (date(2020, 11, 12), date(2026, 10, 12))
    assert document.red == ((document.amount or document.total) < 0)
    assert document.warnings == ()


def test_check_code_of_an_older_one_is_kept():
    assert read_qr(OLDER).check_code == "01234567890123456789"


@pytest.mark.parametrize(
    ("payload", "warning"),
    [
        (DIGITAL.replace("20261012", "20261332"), "QR issue_date: 20261332"),
        (DIGITAL.replace(",113,", ",abc,"), "QR total: abc"),
    ],
)
def test_what_cannot_be_is_a_warning(payload, warning):
    assert read_qr(payload).warnings == (warning,)


@pytest.mark.parametrize(
    "payload",
    ["", "https://example.org/01,31", "01,31", f"02,31,,{NUMBER},113,20261012,,", "01,31,,2611,113,20261012,,0A1B",
     NUMBER, f"01,10,011002000111,{NUMBER},94.34,20201112,,", "01,10,01100200011,07009901,94.34,20201112,,"],
)  # fmt: skip
def test_any_other_code_is_none(payload):
    assert read_qr(payload) is None
