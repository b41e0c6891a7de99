"""What the bureau does with operators in office, and who of the bureau may."""
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from invoice_portal.accounts.models import ApiToken, FormerName, Operator, Person, StaffMember, Taxpayer
from invoice_portal.accounts.opening import add_former_name, open_operator, open_taxpayer, rename_taxpayer
from invoice_portal.accounts.operators import change_phone, change_scopes, end_operator
from invoice_portal.accounts.regions import bureau_of
from invoice_portal.accounts.scopes import scopes_of
from invoice_portal.accounts.tokens import issue_token, revoke_token
from invoice_portal.history.models import Event
from invoice_portal.refusal import Refusal
from tests.factories import OperatorFactory, PersonFactory, StaffFactory, TaxpayerFactory, tax_id
from tests.login import login_as

pytestmark = pytest.mark.django_db
Role = StaffMember.Role


def supervisor(**options) -> Person:
    return StaffFactory(role=Role.SUPERVISOR, **options).person


def everything():
    models = (Taxpayer, Operator, Person, FormerName, ApiToken, Event)
    return [list(model.objects.order_by("pk").values()) for model in models]


def last_event():
    event = Event.objects.latest("id")
    return event.subject_type, event.subject_id, event.action, event.actor


def test_scopes_changed_count_from_the_next_page_on():
    operator, by = OperatorFactory(), supervisor()
    assert change_scopes(operator, scopes=["purchases"], by=by) is True
    operator.refresh_from_db()
    assert scopes_of(operator) == ["purchases"]
    assert last_event() == ("operator", str(operator.pk), "scopes_changed", by)
    assert Event.objects.latest("id").data == {"before": ["apply", "purchases", "sales"], "after": ["purchases"]}


def test_scopes_the_same_again_write_nothing():
    operator = OperatorFactory()
    assert change_scopes(operator, scopes=["apply", "sales", "purchases"]) is False
    assert not Event.objects.exists()


def test_operator_ended_is_out_at_once_with_sessions_and_tokens(client):
    operator, by = OperatorFactory(), supervisor()
    token = issue_token(operator=operator)
    login_as(client, operator)
    assert client.get("/account/").status_code == 200
    end_operator(operator, by=by, reason=" 离职 ")
    assert client.get("/account/").status_code == 302
    assert client.post("/account/switch/", {"operator": str(operator.pk)}).status_code == 302
    asked = Client().get("/api/v1/invoices/", headers={"authorization": f"Bearer {token}"})
    assert asked.status_code == 401
    assert last_event() == ("operator", str(operator.pk), "ended", by)
    assert Event.objects.latest("id").reason == "离职"


def test_operator_ended_for_one_taxpayer_stays_with_the_other(client):
    one = OperatorFactory()
    other = OperatorFactory(person=one.person)
    end_operator(one)
    login_as(client, other)
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize("act", [lambda o: change_scopes(o, scopes=[]), end_operator])
def test_operator_who_has_left_is_not_changed_again(act):
    operator = OperatorFactory(ended_at=timezone.now())
    before = everything()
    with pytest.raises(Refusal) as refused:
        act(operator)
    assert refused.value.code == "operator_ended"
    assert everything() == before


def test_code_of_an_operator_who_has_left_is_not_given_again():
    operator = OperatorFactory(ended_at=timezone.now())
    before = everything()
    with pytest.raises(Refusal) as refused:
        open_operator(taxpayer=operator.taxpayer, code=operator.code, phone="13800000001")
    assert refused.value.fields.keys() == {"operator"}
    assert everything() == before


def test_phone_changed_is_told_masked():
    operator, by = OperatorFactory(person__phone="13811112222"), supervisor()
    assert change_phone(operator.person, phone="139 3333 4444", by=by) is True
    operator.person.refresh_from_db()
    assert operator.person.phone == "13933334444"
    assert Event.objects.latest("id").data == {"before": "138****2222", "after": "139****4444"}


def test_renamed_taxpayer_keeps_its_former_name_and_is_found_by_both():
    taxpayer = TaxpayerFactory(name="北京旧称科技有限公司")
    assert rename_taxpayer(taxpayer, name="北京新称科技有限公司") is True
    assert Taxpayer.objects.get().name == "北京新称科技有限公司"
    assert FormerName.objects.get().name == "北京旧称科技有限公司"
    assert list(Taxpayer.objects.named_like("旧称")) == list(Taxpayer.objects.named_like("新称")) == [taxpayer]
    assert list(Taxpayer.objects.named_like("旧称新")) == []


def test_renamed_in_writing_only_bears_no_former_name():
    taxpayer = TaxpayerFactory(name="示例(北京)公司")
    assert rename_taxpayer(taxpayer, name="示例（北京）公司") is True
    assert Taxpayer.objects.get().name == "示例（北京）公司"
    assert not FormerName.objects.exists()


@pytest.mark.parametrize("name", ["", "  ", "名" * 201, "甲\x00乙", "㍿" * 60 + "名" * 140])
def test_name_that_is_none_is_refused(name):
    taxpayer = TaxpayerFactory()
    before = everything()
    for act in (rename_taxpayer, add_former_name):
        with pytest.raises(Refusal):
            act(taxpayer, name=name)
    assert everything() == before


def doors(operator):
    """Every door of the accounts, with arguments that would do something."""
    token = ApiToken.objects.get(operator=operator)
    taxpayer = operator.taxpayer
    elsewhere = PersonFactory()
    return {
        "open_taxpayer": lambda by: open_taxpayer(tax_id=tax_id(801), name="新公司", by=by),
        "rename": lambda by: rename_taxpayer(taxpayer, name="新名称", by=by),
        "former name": lambda by: add_former_name(taxpayer, name="旧名称", by=by),
        "open_operator": lambda by: open_operator(taxpayer=taxpayer, code="09", phone="13800000001", by=by),
        "bring": lambda by: open_operator(taxpayer=taxpayer, code="09", person=elsewhere, by=by),
        "scopes": lambda by: change_scopes(operator, scopes=[], by=by),
        "end": lambda by: end_operator(operator, by=by),
        "phone": lambda by: change_phone(operator.person, phone="13911112222", by=by),
        "token": lambda by: revoke_token(token, by=by),
    }


NOBODY = {
    "clerk": lambda operator: StaffFactory(role=Role.CLERK).person,
    "auditor": lambda operator: StaffFactory(role=Role.AUDITOR).person,
    "support": lambda operator: StaffFactory(role=Role.SUPPORT).person,
    "ended supervisor": lambda operator: supervisor(person__is_active=False),
    "supervisor of another region": lambda operator: supervisor(regions=["31"]),
    "the operator": lambda operator: operator.person,
    "stranger": lambda operator: OperatorFactory().person,
}


@pytest.mark.parametrize("who", NOBODY)
def test_door_is_closed_to_everybody_else(who):
    first = OperatorFactory()  # who is the taxpayer's administrator: tests/rights
    operator = OperatorFactory(taxpayer=first.taxpayer, code="02")
    issue_token(operator=operator)
    by, all_doors = NOBODY[who](operator), doors(operator)
    before = everything()
    for name, door in all_doors.items():
        with pytest.raises(Refusal) as refused:
            door(by)
        assert refused.value.status == 403, name
    assert everything() == before


@pytest.mark.parametrize("options", [{"role": Role.SUPERVISOR}, {"role": Role.ADMINISTRATOR},
                                     {"role": Role.SUPERVISOR, "regions": ["11", "44"]}])  # fmt: skip
def test_door_is_open_to_those_whose_work_it_is(options):
    by = StaffFactory(**options).person
    for name in ["open_taxpayer", "rename", "former name", "open_operator", "bring", "scopes", "end", "phone", "token"]:
        operator = OperatorFactory()
        issue_token(operator=operator)
        before = Event.objects.count()
        doors(operator)[name](by)
        assert Event.objects.count() > before, name
        Taxpayer.objects.filter(tax_id=tax_id(801)).delete()


def test_phone_of_someone_who_acts_in_another_region_too_is_not_changed_here():
    here = OperatorFactory()
    OperatorFactory(person=here.person, taxpayer__tax_id=tax_id(802, region="310115"))
    with pytest.raises(Refusal):
        change_phone(here.person, phone="13911112222", by=supervisor(regions=["11"]))
    assert Person.objects.get(pk=here.person.pk).phone == here.person.phone


@pytest.mark.parametrize(
    ("given", "bureau"),
    [("91110108MA00KD7X21", "11"), ("91440300MA5EXAMPL0", "95"), ("91210200MA5EXAMPL0", "91"),
     ("110105199003072510", "11"), ("440301199003072515", "95"), ("310115123456789", "31")],
)  # fmt: skip
def test_bureau_of_a_tax_id(given, bureau):
    assert bureau_of(given) == bureau


@pytest.mark.django_db(transaction=True)
def test_two_who_open_the_same_operator_at_once_open_one():
    taxpayer = TaxpayerFactory()

    def attempt(n):
        try:
            open_operator(taxpayer=taxpayer, code="07", phone=f"1380000000{n}")
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "opened"

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(attempt, range(4)))
    assert outcomes == ["opened", "operator_exists", "operator_exists", "operator_exists"]
    assert Operator.objects.count() == Person.objects.count() == 1
