import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from invoice_portal.accounts.models import FormerName, Operator, Person, Taxpayer
from tests.factories import tax_id

ID, OTHER = tax_id(501), tax_id(502)


def run(*args, **options):
    out = StringIO()
    call_command(*args, stdout=out, **options)
    return out.getvalue()


def test_create_taxpayer_with_options_opens_exactly_that(db):
    run("create_taxpayer", ID, "甲公司", "--password", "pw-0123456789", "--phone", "138 0000 0001", "--operator", "02",
        "--scopes", "purchases", "--former-name", "旧名", "--verified")  # fmt: skip
    operator = Operator.objects.select_related("taxpayer", "person").get()
    assert (operator.taxpayer.tax_id, operator.taxpayer.name, operator.code) == (ID, "甲公司", "02")
    assert (operator.sees_purchases, operator.sees_sales, operator.may_apply) == (True, False, False)
    assert operator.verified_at and operator.taxpayer.registered_at
    assert operator.person.phone == "13800000001" and operator.person.check_password("pw-0123456789")
    assert FormerName.objects.get().name == "旧名"


def test_create_taxpayer_again_with_another_code_adds_an_operator(db):
    run("create_taxpayer", ID, "甲公司")
    run("create_taxpayer", ID, "甲公司", "--operator", "02")
    assert sorted(Operator.objects.values_list("taxpayer__tax_id", "code")) == [(ID, "01"), (ID, "02")]


def test_create_taxpayer_acts_as_is_the_same_person(db):
    run("create_taxpayer", ID, "甲公司", "--password", "pw-0123456789")
    run("create_taxpayer", OTHER, "乙公司", "--acts-as", f"{ID}/01")
    assert Person.objects.count() == 1
    assert Person.objects.get().operators.count() == 2


def test_create_taxpayer_json_prints_one_document(db):
    told = json.loads(run("create_taxpayer", "360426199101010071", "李四", "--scopes", "sales,apply", "--json"))
    assert told == {
        "tax_id": "360426199101010071", "name": "李四", "kind": "PERSON", "operator": "01",
        "scopes": ["apply", "sales"], "verified": False,
    }  # fmt: skip


def test_create_taxpayer_known_from_a_feed_is_registered(db):
    Taxpayer.objects.create(tax_id=ID, name="甲 公司", name_key="甲公司")
    run("create_taxpayer", ID, "甲公司")
    assert Taxpayer.objects.get().registered_at


@pytest.mark.parametrize(
    "bad",
    [
        ["91110000600037341M", "甲公司"],
        [ID, " "],
        [ID, "甲公司", "--phone", "12"],
        [ID, "甲公司", "--scopes", "everything"],
        [ID, "甲公司", "--operator", "一"],
        [ID, "甲公司", "--acts-as", OTHER],
    ],
)
def test_create_taxpayer_bad_input_is_one_clear_line_and_changes_nothing(db, bad):
    with pytest.raises(CommandError) as error:
        run("create_taxpayer", *bad)
    assert len(str(error.value).splitlines()) == 1
    assert not Taxpayer.objects.exists() and not Person.objects.exists()


@pytest.mark.parametrize("again", [["甲公司"], ["另一个名字", "--operator", "02"]])
def test_create_taxpayer_same_code_or_other_name_is_refused(db, again):
    run("create_taxpayer", ID, "甲公司")
    with pytest.raises(CommandError):
        run("create_taxpayer", ID, *again)
    assert Operator.objects.count() == 1 and Taxpayer.objects.get().name == "甲公司"


def test_create_taxpayer_former_name_given_renames(db):
    run("create_taxpayer", ID, "旧名公司")
    run("create_taxpayer", ID, "新名公司", "--operator", "02", "--former-name", "旧名公司")
    assert Taxpayer.objects.get().name == "新名公司"
    assert FormerName.objects.get().name == "旧名公司"


def test_issue_token_unknown_taxpayer_is_refused(db):
    with pytest.raises(CommandError):
        run("issue_token", ID)


def test_issue_token_several_operators_needs_the_code(db):
    run("create_taxpayer", ID, "甲公司")
    run("create_taxpayer", ID, "甲公司", "--operator", "02")
    with pytest.raises(CommandError):
        run("issue_token", ID)
    assert len(run("issue_token", ID, "--operator", "02", "--name", "ERP").strip()) >= 40


def test_create_staff_opens_and_refuses_a_bad_role(db):
    run("create_staff", "clerk", "--name", "王五", "--role", "CLERK", "--regions", "11,31", "--password", "pw-012345")
    staff = Person.objects.get(login="clerk").staff
    assert (staff.role, staff.regions, staff.person.is_staff) == ("CLERK", ["11", "31"], True)
    with pytest.raises(CommandError):
        run("create_staff", "boss", "--role", "KING", "--password", "pw-0123456789")
    assert Person.objects.count() == 1
