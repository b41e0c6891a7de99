"""Accounts of the bureau itself: opened, changed, ended, and by whom."""
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from invoice_portal.accounts.models import Person, StaffMember
from invoice_portal.accounts.staff import change_role, end_staff, give_password, open_staff
from invoice_portal.history.models import Event
from invoice_portal.refusal import Refusal
from tests.factories import PASSWORD, OperatorFactory, StaffFactory
from tests.login import login_staff

Role = StaffMember.Role


def administrator(**options) -> Person:
    return StaffFactory(role=Role.ADMINISTRATOR, **options).person


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (StaffMember, Person, Event)]


def opened(by, **changes):
    given = {"login": "new", "name": "王五", "role": "CLERK", "regions": ["11"], "password": "x" * 12}
    return open_staff(**given | changes, by=by)


def test_staff_opened_has_role_regions_and_an_event(db):
    by = administrator()
    staff = opened(by, regions=["31", "11", "11"])
    assert (staff.role, staff.regions, staff.person.name) == ("CLERK", ["11", "31"], "王五")
    event = Event.objects.get()
    assert (event.subject_type, event.subject_id, event.action, event.actor) == ("staff", str(staff.pk), "opened", by)


@pytest.mark.parametrize(
    ("field", "changes"),
    [("role", {"role": "KING"}), ("regions", {"regions": ["99"]}), ("login", {"login": "a b"}),
     ("login", {"login": ""}), ("login", {"password": ""}), ("login", {"login": "taken"}),
     ("person_name", {"name": "名" * 61})],
)  # fmt: skip
def test_staff_bad_input_is_refused_by_field(db, field, changes):
    by = administrator(person__login="taken")
    before = everything()
    with pytest.raises(Refusal) as refused:
        opened(by, **changes)
    assert list(refused.value.fields) == [field]
    assert everything() == before


def test_role_changed_counts_from_the_next_page_on(client, db):
    staff, by = StaffFactory(role=Role.SUPPORT), administrator()
    login_staff(client, staff)
    assert client.get("/admin/lookup/invoice/").status_code == 403
    assert change_role(staff, role="AUDITOR", regions=[], by=by) is True
    assert client.get("/admin/lookup/invoice/").status_code == 200
    assert Event.objects.get().action == "role_changed"
    assert change_role(staff, role="AUDITOR", regions=[], by=by) is False


def test_staff_ended_is_out_at_once_and_stays_out(client, db):
    staff = StaffFactory()
    login_staff(client, staff)
    assert client.get("/admin/").status_code == 200
    end_staff(staff, by=administrator(), reason="调离")
    assert client.get("/admin/").status_code == 302
    assert client.get("/admin/lookup/invoice/").status_code == 302
    client.post("/admin/login/", {"username": staff.person.login, "password": PASSWORD})
    assert client.get("/admin/").status_code == 302
    assert Event.objects.get().reason == "调离"


def test_staff_ended_are_not_changed_again(db):
    staff = StaffFactory(person__is_active=False)
    before = everything()
    for act in (end_staff, give_password, lambda s: change_role(s, role="AUDITOR")):
        with pytest.raises(Refusal) as refused:
            act(staff)
        assert refused.value.code == "staff_ended"
    assert everything() == before


def test_password_given_replaces_the_old_one_and_is_temporary(db):
    staff = StaffFactory()
    password = give_password(staff, by=administrator())
    staff.refresh_from_db()
    assert staff.password_temporary
    assert Person.objects.get(pk=staff.pk).check_password(password)
    assert password not in str(Event.objects.values().get())


OTHERS = {
    "clerk": {"role": Role.CLERK}, "supervisor": {"role": Role.SUPERVISOR}, "auditor": {"role": Role.AUDITOR},
    "support": {"role": Role.SUPPORT}, "ended": {"role": Role.ADMINISTRATOR, "person__is_active": False},
    "administrator of another region": {"role": Role.ADMINISTRATOR, "regions": ["31"]},
}  # fmt: skip


def doors(staff):
    return [
        lambda by: opened(by), lambda by: change_role(staff, role="AUDITOR", regions=["11"], by=by),
        lambda by: end_staff(staff, by=by), lambda by: give_password(staff, by=by),
    ]  # fmt: skip


@pytest.mark.parametrize("who", [*OTHERS, "operator"])
def test_staff_doors_are_closed_to_everybody_else(db, who):
    by = OperatorFactory().person if who == "operator" else StaffFactory(**OTHERS[who]).person
    staff = StaffFactory(regions=["11"])
    before = everything()
    for door in doors(staff):
        with pytest.raises(Refusal) as refused:
            door(by)
        assert refused.value.status == 403
    assert everything() == before


def test_nobody_changes_their_own_account(db):
    staff = StaffFactory(role=Role.ADMINISTRATOR)
    before = everything()
    for door in doors(staff)[1:]:
        with pytest.raises(Refusal) as refused:
            door(staff.person)
        assert refused.value.code == "own_account"
    assert everything() == before


def test_administrator_of_a_region_gives_no_wider_rights_than_their_own(db):
    by = administrator(regions=["11", "31"])
    staff = StaffFactory(regions=["11"])
    before = everything()
    for regions in ([], ["44"], ["11", "44"]):
        with pytest.raises(Refusal):
            opened(by, regions=regions)
        with pytest.raises(Refusal):
            change_role(staff, role="CLERK", regions=regions, by=by)
    assert everything() == before
    assert change_role(staff, role="CLERK", regions=["31"], by=by) is True


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_end_each_other_at_once_leave_one():
    one, other = (StaffFactory(role=Role.ADMINISTRATOR) for _n in range(2))

    def end(pair):
        by, target = pair
        try:
            end_staff(target, by=by.person)
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "ended"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(end, [(one, other), (other, one)]))
    assert outcomes == ["ended", "not_for_role"]
    assert Person.objects.filter(is_active=True).count() == 1
