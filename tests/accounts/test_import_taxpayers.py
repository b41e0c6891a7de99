"""The roster: a CSV of accounts to open."""
from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from invoice_portal.accounts.models import FormerName, Operator, Person, Taxpayer
from invoice_portal.accounts.operators import end_operator
from invoice_portal.accounts.roster import Outcome, take_in
from invoice_portal.history.models import Event
from invoice_portal.refusal import Refusal
from invoice_portal.sealed.keys import digest
from tests.factories import OperatorFactory, PersonFactory, TaxpayerFactory, tax_id

from .roster import ALL, A, B, C, classes, row, text_of


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (Taxpayer, Operator, Person, FormerName, Event)]


def test_import_opens_exactly_what_each_row_says(imported):
    report = imported(
        row(former_names="旧甲;老甲", email="jia@example.com"),
        row(operator="02", phone="138 0000 0002", scopes="purchases"),
        row(B, "乙公司", acts_as=f"{A}/01", phone=""),
    )
    assert (report["opened"], report["unchanged"], report["refused"], report["read"]) == (3, 0, 0, 3)
    found = Operator.objects.order_by("taxpayer__tax_id", "code").values_list(
        "taxpayer__tax_id", "taxpayer__name", "code", "person__phone", "sees_purchases", "sees_sales", "may_apply"
    )
    assert list(found) == [
        (A, "甲公司", "01", "13800000001", True, True, True),
        (A, "甲公司", "02", "13800000002", True, False, False),
        (B, "乙公司", "01", "13800000001", True, True, True),
    ]
    assert Person.objects.count() == 2
    assert sorted(FormerName.objects.values_list("name", flat=True)) == ["旧甲", "老甲"]
    assert Person.objects.get(phone_digest=digest("13800000001")).email == "jia@example.com"


def test_import_gives_nobody_a_password_or_a_proved_phone(imported):
    imported(row())
    operator = Operator.objects.select_related("person").get()
    assert not operator.person.has_usable_password()
    assert operator.verified_at is None


def test_import_twice_changes_nothing(imported):
    rows = [
        row(former_names="旧甲"), row(operator="02", scopes=""), row(B, acts_as=A + "/02", phone=""), row(C, phone=""),
    ]  # fmt: skip
    imported(*rows)
    before = everything()
    report = imported(*rows)
    assert classes(report) == ["unchanged", "unchanged", "unchanged", "refused"]
    assert everything() == before


BAD = {
    "tax_id": (row(C[:-1] + ("0" if C[-1] != "0" else "1")), "校验码"),
    "name": (row(C, name=" "), "名称"),
    "operator": (row(C, operator="一号"), "操作员代码"),
    "phone": (row(C, phone="12345"), "11 位"),
    "scopes": (row(C, scopes="everything"), "purchases"),
    "former_names": (row(C, former_names="旧" * 201), "名称"),
    "acts_as": (row(C, acts_as=tax_id(799), phone=""), "没有开户"),
    "email": (row(C, email="not-an-address"), "邮箱"),
}


@pytest.mark.parametrize("field", BAD)
def test_import_bad_row_names_line_field_and_reason_and_the_others_go_in(imported, field):
    bad, reason = BAD[field]
    report = imported(row(), bad, row(B, "乙公司"))
    assert classes(report) == ["opened", "refused", "opened"]
    told = report["rows"][1]
    assert (told["line"], told["field"]) == (3, field)
    assert reason in told["reason"]
    assert sorted(Taxpayer.objects.values_list("tax_id", flat=True)) == [A, B]
    assert Person.objects.count() == 2


def test_import_new_person_without_a_phone_is_refused_with_why(imported):
    told = imported(row(phone=""))["rows"][0]
    assert (told["outcome"], told["field"]) == ("refused", "phone")
    assert "短信" in told["reason"]
    assert not Taxpayer.objects.exists() and not Event.objects.exists()


DIFFERENT = [
    ("name", {"name": "另一个名字"}), ("phone", {"phone": "13900000009"}), ("scopes", {"scopes": "sales"}),
    ("former_names", {"former_names": "没登记过"}), ("email", {"email": "new@example.com"}),
    ("acts_as", {"acts_as": B}),
]  # fmt: skip


@pytest.mark.parametrize(("field", "change"), DIFFERENT)
def test_import_row_that_contradicts_an_open_account_is_refused_and_changes_nothing(imported, field, change):
    imported(row(), row(B, "乙公司", phone="13800000002"))
    before = everything()
    told = imported(row(**change))["rows"][0]
    assert (told["outcome"], told["field"]) == ("refused", field)
    assert everything() == before


def test_import_ended_operator_is_not_opened_again(imported):
    imported(row())
    end_operator(Operator.objects.get())
    told = imported(row())["rows"][0]
    assert (told["outcome"], told["field"]) == ("refused", "operator")
    assert "停用" in told["reason"]


def test_import_row_that_acts_as_a_later_one_waits_for_it(imported):
    rows = [row(B, "乙公司", acts_as=f"{A}/01", phone=""), row()]
    assert classes(imported(*rows)) == ["opened", "opened"]
    assert classes(imported(*rows)) == ["unchanged", "unchanged"]


@pytest.mark.parametrize(("field", "said"), [("phone", "13900000009"), ("email", "x@example.com")])
def test_import_acts_as_with_another_phone_or_address_is_refused(imported, field, said):
    report = imported(row(), row(B, "乙公司", acts_as=A, **{"phone": ""} | {field: said}))
    assert (report["rows"][1]["outcome"], report["rows"][1]["field"]) == ("refused", field)
    assert not Taxpayer.objects.filter(tax_id=B).exists()


def test_import_prints_a_table_with_reasons_and_totals(db, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(text_of(row(), row(B, phone="")), encoding="utf-8")
    out = StringIO()
    call_command("import_taxpayers", str(path), stdout=out)
    lines = [line.split("\t") for line in out.getvalue().splitlines()]
    assert lines[0] == ["2", "已开户", A, "01"]
    assert lines[1][:5] == ["3", "未办理", B, "01", "手机号"]
    assert lines[2:] == [["已开户", "1"], ["未变", "0"], ["未办理", "1"]]


def test_import_known_only_from_a_feed_is_opened(imported):
    Taxpayer.objects.create(tax_id=A, name="甲 公司", name_key="甲公司")
    assert imported(row())["opened"] == 1
    assert Taxpayer.objects.get().registered_at


cells = st.one_of(
    st.text(max_size=30), st.sampled_from(["", A, B, "甲公司", "01", "13800000001", ALL, "旧;老", f"{A}/01", "a@b.cn"])
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(cells, min_size=8, max_size=8), max_size=6))
def test_import_any_text_ends_in_one_class_each_and_twice_changes_nothing(db, rows):
    data = text_of(row(), *rows).encode("utf-8", "ignore")
    with transaction.atomic():
        try:
            first = take_in(data)
        except Refusal:
            assert b"\x00" in data
            return
        before = everything()
        second = take_in(data)
        assert [told.outcome for told in second.rows if told.outcome == "opened"] == []
        assert len(first.rows) == sum(first.count(outcome) for outcome in Outcome)
        assert everything() == before
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_import_two_at_once_open_each_account_once():
    data = text_of(*(row(tax_id(720 + n), f"第{n}公司", phone=f"1380000{n:04d}") for n in range(8))).encode()

    def run(_n):
        try:
            return take_in(data)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(run, range(2)))
    assert sum(report.count("opened") for report in reports) == 8
    assert sum(report.count("unchanged") for report in reports) == 8
    assert Operator.objects.count() == Person.objects.count() == 8


def test_factories_open_as_the_roster_does(db):
    """A taxpayer made for tests is found by the bureau's list too."""
    taxpayer = TaxpayerFactory(name="云杉示例公司")
    OperatorFactory(taxpayer=taxpayer, person=PersonFactory())
    assert list(Taxpayer.objects.named_like("杉示")) == [taxpayer]
