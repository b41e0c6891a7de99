"""Rosters made for tests."""
import csv
import io

from tests.factories import tax_id

A, B, C = tax_id(701), tax_id(702), tax_id(703)
COLUMNS = ["tax_id", "name", "operator", "phone", "scopes", "former_names", "acts_as", "email"]
ALL = "purchases,sales,apply"


def row(tax_id=A, name="甲公司", operator="01", phone="13800000001", scopes=ALL, former_names="", acts_as="", email=""):
    return [tax_id, name, operator, phone, scopes, former_names, acts_as, email]


def text_of(*rows, columns=COLUMNS) -> str:
    held = io.StringIO()
    csv.writer(held).writerows([columns, *rows])
    return held.getvalue()


def classes(report):
    return [told["outcome"] for told in report["rows"]]
