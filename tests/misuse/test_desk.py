"""Supervisors see who is held back and what was tried, and let them go with a reason."""
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from invoice_portal.accounts.models import Misuse, StaffMember
from invoice_portal.history.models import Event
from tests.factories import OperatorFactory, StaffFactory
from tests.login import login_as, login_staff

from .conftest import FREE, nobodys, try_number, use_up

LIST = "/admin/accounts/misuse/"
Role = StaffMember.Role


def desk(role=Role.SUPERVISOR, *regions: str) -> Client:
    return login_staff(Client(), StaffFactory(role=role, regions=list(regions)))


def one() -> str:
    return f"{LIST}{Misuse.objects.get().pk}/"


def test_supervisor_sees_it_on_the_start_page_in_the_list_and_what_was_tried(person, operator):
    use_up(person)
    staff = desk()
    assert "试探与滥用" in staff.get("/admin/").content.decode()
    listed = staff.get(LIST, {"held": "now"}).content.decode()
    assert operator.taxpayer.tax_id in listed and "已放慢" in listed
    assert operator.taxpayer.tax_id not in staff.get(LIST, {"held": "past"}).content.decode()
    page = staff.get(f"{one()}change/").content.decode()
    assert all(nobodys(at) in page for at in range(FREE + 1)) and "解除限制" in page


def test_supervisor_lets_go_with_a_reason_and_all_are_free_again(person):
    use_up(person)
    assert try_number(person, nobodys(900)).status_code == 429
    staff = desk()
    assert staff.post(f"{one()}lift/", {"reason": "年度清查，已电话核实"}).status_code == 302
    row = Misuse.objects.get()
    assert (row.state, row.lifted_reason) == ("LIFTED", "年度清查，已电话核实")
    event = Event.objects.get(subject_type="misuse", action="lifted")
    assert event.actor == row.lifted_by and event.reason == row.lifted_reason
    for at in range(200, 200 + FREE):
        assert try_number(person, nobodys(at)).status_code == 302
    assert Misuse.objects.count() == 1, "counted from nothing again"


def test_lifting_lets_an_address_log_in_again_too(client):
    from axes.models import AccessAttempt

    for at in range(FREE + 1):
        client.post("/login/", {"tax_id": f"9111000000000{at:05d}", "operator": "01", "password": "x"})
        client.post("/admin/login/", {"username": f"nobody{at}", "password": "x"})
    assert AccessAttempt.objects.exists()
    desk().post(f"{one()}lift/", {"reason": "误输"})
    assert not AccessAttempt.objects.exists()


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_nothing_changes(person, reason):
    use_up(person)
    before = list(Misuse.objects.values())
    assert desk().post(f"{one()}lift/", {"reason": reason}).status_code == 200
    assert list(Misuse.objects.values()) == before
    assert try_number(person, nobodys(900)).status_code == 429


def test_lifting_twice_says_that_it_holds_nobody(person):
    use_up(person)
    staff, address = desk(), f"{one()}lift/"
    staff.post(address, {"reason": "一"})
    before = list(Misuse.objects.values())
    assert "已经不再受限" in staff.post(address, {"reason": "二"}).content.decode()
    assert list(Misuse.objects.values()) == before


def test_others_of_the_bureau_neither_see_nor_lift(person):
    use_up(person)
    before = list(Misuse.objects.values())
    region = Misuse.objects.get().operator.taxpayer.bureau
    elsewhere = "44" if region != "44" else "11"
    for staff, status in ((desk(Role.CLERK), 403), (desk(Role.SUPPORT), 403), (desk(Role.AUDITOR), 403),
                          (desk(Role.SUPERVISOR, elsewhere), 404)):  # fmt: skip
        assert staff.get(f"{one()}change/").status_code == status
        assert staff.post(f"{one()}lift/", {"reason": "x"}).status_code == status
    assert desk(Role.SUPERVISOR, region).get(f"{one()}change/").status_code == 200
    assert list(Misuse.objects.values()) == before


def test_an_address_is_seen_by_supervisors_of_every_region(client):
    for at in range(FREE + 1):
        client.get("/verify/", {"code": f"ABCD-EFGH-JKMN-PQ{at:02d}"})
    staff = desk(Role.SUPERVISOR, "44")
    assert "127.0.0.1" in staff.get(LIST, {"q": "127.0.0.1"}).content.decode()
    assert staff.get(f"{one()}change/").status_code == 200


def test_list_asks_as_much_for_three_as_for_one():
    staff, counts = desk(), []
    for count in (1, 3):
        while Misuse.objects.count() < count:
            use_up(login_as(Client(REMOTE_ADDR=f"10.0.1.{Misuse.objects.count()}"), OperatorFactory()))
        with CaptureQueriesContext(connection, ) as queries:
            assert staff.get(LIST).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
