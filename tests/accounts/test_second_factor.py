"""Staff log in with a password and a code; what happens when either is missing, wrong, used or lost."""
import base64
import re
import time

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.oath import hotp

from invoice_portal.accounts.models import Authenticator, Person, RecoveryCode, RecoveryDevice, StaffMember
from invoice_portal.accounts.second_factor.recovery import HOW_MANY
from invoice_portal.history.models import Event
from tests.factories import PASSWORD, StaffFactory
from tests.login import login_staff

pytestmark = pytest.mark.django_db
Role = StaffMember.Role
LIST = "/admin/accounts/staffmember/"
CODE, ENROL, OWN = "/admin/login/code/", "/admin/login/enrol/", "/admin/second-factor/"


def give_password(staff, client=None, address="/admin/login/?next=/admin/") -> Client:
    client = client or Client()
    client.post(address, {"username": staff.person.login, "password": PASSWORD})
    return client


def shown_key(client) -> str:
    """Return the key that the enrolment page shows, in base32."""
    return re.search(r"desk-key[^>]*>([A-Z2-7 ]+)<", client.get(ENROL).content.decode()).group(1).replace(" ", "")


def code_of(secret: str, later: int = 0) -> str:
    """Return the code of a step before or after this one; never so late in a step that it ends before it is used."""
    if (left := 30 - time.time() % 30) < 3:
        time.sleep(left)
    return f"{hotp(base64.b32decode(secret), int(time.time()) // 30 + later):06d}"


def wrong_code(secret: str) -> str:
    right = {code_of(secret, later) for later in range(-3, 4)}
    return next(code for code in ("000000", "111111", "222222", "333333") if code not in right)


@pytest.fixture
def staff(db):
    return StaffFactory(role=Role.SUPERVISOR)


@pytest.fixture
def enrolled(staff):
    """A member who has enrolled: (staff, secret, recovery codes)."""
    client = give_password(staff)
    secret = shown_key(client)
    answer = client.post(ENROL, {"code": code_of(secret, -1)})
    return staff, secret, answer.context["codes"]


def is_in(client) -> bool:
    return client.get("/admin/").status_code == 200


def actions() -> list[str]:
    return list(Event.objects.filter(subject_type="staff").order_by("id").values_list("action", flat=True))


def state():
    models = (Authenticator, RecoveryDevice, RecoveryCode, Person, Event)
    return [list(model.objects.order_by("pk").values()) for model in models]


ADDRESSES = [
    "/admin/", OWN, LIST, "/admin/resubmission/application/", "/admin/lookup/invoice/", "/admin/search/?s=a",
    "/admin/password_change/", "/admin/accounts/taxpayer/open/", "/admin/jsi18n/",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_password_alone_opens_nothing(enrolled, address):
    client = give_password(enrolled[0])
    assert client.get(address)["Location"].startswith("/admin/login/")
    assert client.post(address, {})["Location"].startswith("/admin/login/")
    assert "_auth_user_id" not in client.session


def test_session_logged_in_without_a_second_factor_counts_for_nobody(staff):
    client = Client()
    client.force_login(staff.person, backend="invoice_portal.accounts.login.StaffBackend")
    for address in ADDRESSES:
        assert client.get(address)["Location"].startswith("/admin/login/")


def test_first_login_enrols_shows_codes_once_and_leads_on(staff):
    client = give_password(staff, address="/admin/login/?next=/admin/lookup/invoice/")
    assert client.get(CODE)["Location"] == ENROL
    page = client.get(ENROL).content.decode()
    assert "data:image/svg+xml" in page and "no-store" in client.get(ENROL)["Cache-Control"]
    before = client.session.session_key
    answer = client.post(ENROL, {"code": code_of(shown_key(client))})
    codes = answer.context["codes"]
    assert len(set(codes)) == HOW_MANY and all(code in answer.content.decode() for code in codes)
    assert 'href="/admin/lookup/invoice/"' in answer.content.decode()
    assert "no-store" in answer["Cache-Control"] and client.session.session_key != before
    assert is_in(client) and actions() == ["second_factor_enrolled"]
    told = str(state())
    assert not any(part in told for code in codes for part in (code, code.replace("-", ""), code[5:]))
    own = client.get(OWN).content.decode()
    assert codes[0] not in own and f"还剩 {HOW_MANY} 个" in own


def test_enrolment_with_a_wrong_code_keeps_nothing_and_the_same_key(staff):
    client = give_password(staff)
    secret, before = shown_key(client), state()
    answer = client.post(ENROL, {"code": wrong_code(secret)})
    assert answer.context["form"].errors["code"] and state() == before
    assert shown_key(client) == secret


def test_two_who_know_the_password_are_offered_different_keys(staff):
    one, other = give_password(staff), give_password(staff)
    first, second = shown_key(one), shown_key(other)
    assert first != second
    one.post(ENROL, {"code": code_of(first)})
    before = state()
    assert other.post(ENROL, {"code": code_of(second)})["Location"] == CODE
    assert state() == before and not is_in(other)


def test_code_lets_in_once_and_spaces_do_not_matter(enrolled):
    staff, secret, _codes = enrolled
    code = code_of(secret)
    one, other = give_password(staff), give_password(staff)
    assert one.post(CODE, {"code": f"{code[:3]} {code[3:]}"})["Location"] == "/admin/"
    assert is_in(one)
    before = Event.objects.count()
    answer = other.post(CODE, {"code": code})
    assert answer.status_code == 200 and answer.context["form"].errors["code"]
    assert not is_in(other) and Event.objects.count() == before


def test_who_came_to_the_login_itself_is_led_to_the_desk(enrolled):
    staff, secret, _codes = enrolled
    client = give_password(staff, address="/admin/login/")
    assert client.post(CODE, {"code": code_of(secret)}).url == "/admin/"


def test_code_of_another_person_or_time_is_refused(enrolled):
    staff, secret, _codes = enrolled
    client = give_password(staff)
    for code in (code_of(secret, -10), "", "x", "１２３４５６", "9" * 100):
        assert client.post(CODE, {"code": code}).context["form"].errors["code"]
        Authenticator.objects.update(throttling_failure_timestamp=None)
        RecoveryDevice.objects.update(throttling_failure_timestamp=None)
    assert not is_in(client)


def test_guesses_have_to_wait_even_if_right_and_are_told_in_the_history(enrolled):
    staff, secret, _codes = enrolled
    client = give_password(staff)
    wrong = wrong_code(secret)
    for _n in range(5):
        assert client.post(CODE, {"code": wrong}).status_code == 200
        Authenticator.objects.update(throttling_failure_timestamp=None)
    client.post(CODE, {"code": wrong})
    answer = client.post(CODE, {"code": code_of(secret)})
    assert answer.status_code == 429 and "秒后再试" in answer.context["form"].errors["code"][0]
    assert not is_in(client) and actions().count("code_refused") == 2


def test_recovery_code_lets_in_once_and_is_told(enrolled):
    staff, _secret, codes = enrolled
    client = give_password(staff)
    assert client.post(f"{CODE}?with=recovery", {"code": codes[3].upper()})["Location"] == "/admin/"
    assert is_in(client)
    event = Event.objects.get(action="recovery_code_used")
    assert (event.actor, event.data) == (staff.person, {"left": HOW_MANY - 1})
    again = give_password(staff)
    assert again.post(f"{CODE}?with=recovery", {"code": codes[3]}).context["form"].errors["code"]
    assert not is_in(again) and RecoveryCode.objects.count() == HOW_MANY - 1


def test_codes_renewed_against_a_code_void_the_old_ones(enrolled):
    staff, secret, codes = enrolled
    client = login_staff(Client(), staff)
    before = state()
    RecoveryDevice.objects.update(throttling_failure_count=0)
    assert client.post(f"{OWN}codes/", {"code": "1234-5678"}).context["form"].errors["code"]
    assert state()[2] == before[2]
    fresh = client.post(f"{OWN}codes/", {"code": code_of(secret)}).context["codes"]
    assert not set(fresh) & set(codes) and RecoveryCode.objects.count() == HOW_MANY
    RecoveryDevice.objects.update(throttling_failure_timestamp=None)
    stranger = give_password(staff)
    assert stranger.post(f"{CODE}?with=recovery", {"code": codes[0]}).context["form"].errors["code"]
    assert actions()[-1] == "recovery_codes_renewed"


def test_authenticator_changed_against_a_recovery_code_leads_to_the_next_enrolment(enrolled):
    staff, secret, codes = enrolled
    client, elsewhere = (login_staff(Client(), staff) for _n in range(2))
    assert client.post(f"{OWN}change/", {"code": codes[0]})["Location"] == ENROL
    assert not is_in(elsewhere) and not is_in(client)
    fresh = shown_key(client)
    assert fresh != secret
    client.post(ENROL, {"code": code_of(fresh)})
    assert is_in(client) and actions()[-2:] == ["second_factor_replaced", "second_factor_enrolled"]


def test_temporary_password_is_changed_after_the_code_never_before(enrolled):
    staff, secret, _codes = enrolled
    StaffMember.objects.update(password_temporary=True)
    client = give_password(staff)
    assert client.get("/admin/password_change/")["Location"].startswith("/admin/login/")
    client.post(CODE, {"code": code_of(secret)})
    assert client.get("/admin/")["Location"] == "/admin/password_change/"
    assert client.get(OWN)["Location"] == "/admin/password_change/"


def test_password_changed_or_account_ended_meanwhile_ends_what_waits_for_the_code(enrolled):
    staff, secret, _codes = enrolled
    one = give_password(staff)
    person = Person.objects.get(pk=staff.pk)
    person.set_password("another-passphrase")
    person.save()
    assert one.post(CODE, {"code": code_of(secret)})["Location"] == "/admin/login/"
    other = Client()
    other.post("/admin/login/", {"username": person.login, "password": "another-passphrase"})
    Person.objects.filter(pk=staff.pk).update(is_active=False)
    assert other.post(CODE, {"code": code_of(secret)})["Location"] == "/admin/login/"


def test_administrator_resets_a_colleague_with_a_reason_and_their_session_ends(enrolled):
    staff, _secret, _codes = enrolled
    at_work = login_staff(Client(), staff)
    desk = login_staff(Client(), StaffFactory(role=Role.ADMINISTRATOR))
    before = state()
    assert desk.post(f"{LIST}{staff.pk}/second-factor/", {"reason": " "}).context["form"].errors["reason"]
    assert state() == before and is_in(at_work)
    desk.post(f"{LIST}{staff.pk}/second-factor/", {"reason": "手机丢失"})
    assert not is_in(at_work) and Event.objects.get(action="second_factor_reset").reason == "手机丢失"
    assert "重置两步验证" in desk.get(f"{LIST}{staff.pk}/change/").content.decode()
    again = give_password(staff)
    assert again.get(CODE)["Location"] == ENROL
    assert not RecoveryCode.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.ADMINISTRATOR])
def test_other_roles_reset_nobody(enrolled, role):
    client = login_staff(Client(), StaffFactory(role=role))
    before = state()
    assert client.post(f"{LIST}{enrolled[0].pk}/second-factor/", {"reason": "x"}).status_code == 404
    assert state() == before


def test_nobody_resets_their_own(client):
    me = StaffFactory(role=Role.ADMINISTRATOR)
    login_staff(client, me)
    before = state()
    assert client.post(f"{LIST}{me.pk}/second-factor/", {"reason": "x"}).context["form"].errors
    assert state() == before


def test_reset_command_helps_the_last_administrator(enrolled):
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "nobody-of-this-name", "--reason", "x")
    with pytest.raises(CommandError):
        call_command("reset_second_factor", enrolled[0].person.login, "--reason", "  ")
    assert Authenticator.objects.exists()
    call_command("reset_second_factor", enrolled[0].person.login, "--reason", "电话核对")
    event = Event.objects.get(action="second_factor_reset")
    assert (event.actor, event.reason) == (None, "电话核对")
    assert not Authenticator.objects.exists()


def test_keys_are_nobodys_to_read_at_the_desk(client):
    person = Person.objects.create_superuser("root", PASSWORD)
    StaffMember.objects.create(person=person, role=Role.ADMINISTRATOR)
    login_staff(client, person.staff)
    assert is_in(client) and client.get("/admin/otp_totp/totpdevice/").status_code != 200
