"""Staff accounts at the desk, and staff's own passwords."""
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from invoice_portal.accounts.demo import code_at, step_now
from invoice_portal.accounts.models import Authenticator, Person, StaffMember
from invoice_portal.accounts.second_factor.enrolling import typed_key
from invoice_portal.history.models import Event
from invoice_portal.sealed.keys import unseal
from tests.factories import PASSWORD, StaffFactory
from tests.login import login_staff

pytestmark = pytest.mark.django_db
Role = StaffMember.Role
LIST = "/admin/accounts/staffmember/"
NEW = {"login": "wangwu", "person_name": "王五", "role": "CLERK", "regions": ["11"]}
OWN = "a-passphrase-of-my-own"


@pytest.fixture
def desk(client):
    """An administrator of every region, logged in."""
    return login_staff(client, StaffFactory(role=Role.ADMINISTRATOR))


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (StaffMember, Person, Event)]


def shown_password(answer) -> str:
    return re.search(r"<code[^>]*>([a-z0-9-]+)</code>", answer.content.decode()).group(1)


def logged_in(login, password) -> Client:
    """Return a client after password and code; who has no authenticator yet binds one."""
    client = Client()
    client.post("/admin/login/?next=/admin/", {"username": login, "password": password})
    person = Person.objects.get(login=login)
    device = Authenticator.objects.filter(user=person).first()
    secret = typed_key(device.secret if device else unseal(client.session["staff_half_way"]["key"]))
    Authenticator.objects.update(last_t=-1)
    client.post("/admin/login/code/" if device else "/admin/login/enrol/", {"code": code_at(secret, step_now())})
    return client


def change_own(client, current, new=OWN, again=None):
    data = {"old_password": current, "new_password1": new, "new_password2": again or new}
    return client.post("/admin/password_change/", data)


def test_generated_password_is_shown_once_and_must_be_changed_first(desk):
    answer = desk.post(f"{LIST}open/", NEW)
    password = shown_password(answer)
    assert "no-store" in answer["Cache-Control"]
    staff = StaffMember.objects.get(person__login="wangwu")
    assert (staff.role, staff.regions) == ("CLERK", ["11"])
    assert password not in desk.get(f"{LIST}{staff.pk}/change/").content.decode()
    assert password not in str(Event.objects.values())
    newcomer = logged_in("wangwu", password)
    for address in ("/admin/", "/admin/lookup/invoice/", "/admin/search/?s=a"):
        assert newcomer.get(address)["Location"] == "/admin/password_change/"
    assert newcomer.get("/admin/password_change/").status_code == 200
    assert change_own(newcomer, password)["Location"] == "/admin/password_change/done/"
    assert newcomer.get("/admin/password_change/done/").status_code == 200
    assert newcomer.get("/admin/").status_code == 200
    assert logged_in("wangwu", OWN).get("/admin/").status_code == 200


def test_password_typed_by_the_administrator_must_be_changed_too(desk):
    answer = desk.post(f"{LIST}open/", NEW | {"password": "typed-by-another"})
    assert answer.status_code == 302
    newcomer = logged_in("wangwu", "typed-by-another")
    assert newcomer.get("/admin/")["Location"] == "/admin/password_change/"


@pytest.mark.parametrize(
    ("field", "change"),
    [("login", {"login": "a b"}), ("login", {"login": ""}), ("role", {"role": "KING"}),
     ("regions", {"regions": ["99"]}), ("password", {"password": "short"}), ("person_name", {"person_name": ""})],
)  # fmt: skip
def test_open_with_a_mistake_says_where_and_opens_nothing(desk, field, change):
    before = everything()
    assert field in desk.post(f"{LIST}open/", NEW | change).context["form"].errors
    assert everything() == before


def test_role_password_and_end_of_a_member(desk):
    staff = StaffFactory()
    at_work = login_staff(Client(), staff)
    desk.post(f"{LIST}{staff.pk}/role/", {"role": "AUDITOR", "regions": ["31"]})
    staff.refresh_from_db()
    assert (staff.role, staff.regions) == ("AUDITOR", ["31"])
    password = shown_password(desk.post(f"{LIST}{staff.pk}/password/"))
    assert at_work.get("/admin/").status_code == 302
    assert logged_in(staff.person.login, password).get("/admin/")["Location"] == "/admin/password_change/"
    desk.post(f"{LIST}{staff.pk}/end/", {"reason": "调离"})
    assert Person.objects.get(pk=staff.pk).is_active is False
    shown = desk.get(f"{LIST}{staff.pk}/change/").content.decode()
    assert "已停用" in shown and "调离" in shown
    assert f"{LIST}{staff.pk}/end/" not in shown


def test_own_account_has_no_buttons_and_the_door_says_why(client):
    me = StaffFactory(role=Role.ADMINISTRATOR)
    login_staff(client, me)
    shown = client.get(f"{LIST}{me.pk}/change/").content.decode()
    assert "不能更改或停用自己的账户" in shown and f"{LIST}{me.pk}/end/" not in shown
    before = everything()
    for action, data in (("end", {}), ("password", {}), ("role", {"role": "CLERK"})):
        assert client.post(f"{LIST}{me.pk}/{action}/", data).context["form"].errors
    assert everything() == before


@pytest.mark.parametrize("role", [Role.CLERK, Role.SUPERVISOR, Role.SUPPORT])
def test_other_staff_see_and_change_nothing(client, role):
    staff = StaffFactory()
    login_staff(client, StaffFactory(role=role))
    before = everything()
    for action, data in (("end", {}), ("password", {}), ("role", {"role": "AUDITOR"})):
        address = f"{LIST}{staff.pk}/{action}/"
        assert (client.get(address).status_code, client.post(address, data).status_code) == (404, 404)
    for address in (LIST, f"{LIST}open/", f"{LIST}{staff.pk}/change/"):
        assert client.get(address).status_code == 403
    assert client.post(f"{LIST}open/", NEW).status_code == 403
    assert LIST not in client.get("/admin/").content.decode()
    assert everything() == before


def test_nothing_is_saved_by_the_forms_of_django(desk):
    staff = StaffFactory()
    before = everything()
    for address in (f"{LIST}add/", f"{LIST}{staff.pk}/change/", f"{LIST}{staff.pk}/delete/"):
        assert desk.post(address, {"role": "ADMINISTRATOR", "post": "yes"}).status_code == 403
    desk.post(LIST, {"action": "delete_selected", "_selected_action": [staff.pk]})
    assert everything() == before


def test_administrator_of_a_region_does_not_see_staff_of_others(client):
    here, elsewhere = StaffFactory(regions=["11"]), StaffFactory(regions=[])
    login_staff(client, StaffFactory(role=Role.ADMINISTRATOR, regions=["11", "31"]))
    assert client.get(f"{LIST}{here.pk}/change/").status_code == 200
    assert client.get(f"{LIST}{elsewhere.pk}/change/").status_code == 404
    assert client.post(f"{LIST}open/", NEW | {"regions": ["44"]}).context["form"].errors["regions"]
    assert not Person.objects.filter(login="wangwu").exists()


@pytest.mark.parametrize("role", Role.values)
def test_staff_change_their_own_password_and_other_sessions_end(role):
    staff = StaffFactory(role=role)
    here, elsewhere = (login_staff(Client(), staff) for _n in range(2))
    assert here.get("/admin/password_change/").status_code == 200
    assert change_own(here, PASSWORD)["Location"] == "/admin/password_change/done/"
    assert here.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").status_code == 302
    assert Event.objects.get().action == "password_changed"


@pytest.mark.parametrize(
    ("field", "typed"),
    [("old_password", ("wrong-password", OWN)), ("new_password2", (PASSWORD, OWN, OWN + "x")),
     ("new_password2", (PASSWORD, "short")), ("new_password1", (PASSWORD, PASSWORD))],
)  # fmt: skip
def test_staff_password_refused_changes_nothing(field, typed):
    staff = StaffFactory()
    client = login_staff(Client(), staff)
    assert field in change_own(client, *typed).context["form"].errors
    assert Person.objects.get(pk=staff.pk).check_password(PASSWORD)


def test_staff_lists_ask_the_same_number_of_times_for_one_and_three(desk, django_assert_num_queries):
    with CaptureQueriesContext(connection) as one:
        desk.get(LIST)
    for _n in range(2):
        StaffFactory()
    with django_assert_num_queries(len(one)):
        desk.get(LIST)


SEEN = {
    "CLERK": {"lookup", "resubmission", "complaints", "office"},
    "SUPERVISOR": {"lookup", "resubmission", "accounts", "support", "complaints", "chat", "office"},
    "AUDITOR": {"lookup", "resubmission", "accounts", "complaints", "chat", "office"},
    "SUPPORT": {"support", "complaints", "chat", "office"},
    "ADMINISTRATOR": {"lookup", "accounts", "support", "office"},
}  # fmt: skip


@pytest.mark.parametrize("role", Role.values)
def test_index_lists_only_what_the_role_may_see(client, role):
    login_staff(client, StaffFactory(role=role))
    apps = client.get("/admin/").context["available_apps"]
    assert {app["app_label"] for app in apps} == SEEN[role]


@pytest.mark.parametrize("page", ["x", "0", "99", "-1", "1.5"])
def test_search_of_the_desk_at_a_page_that_is_none_does_not_exist(desk, page):
    assert desk.get("/admin/search/", {"s": "zzz", "page": page}).status_code == 404
