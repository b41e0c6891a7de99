"""Whoever's password, phone or e-mail address is changed is told of it, by the addresses that were there before."""
import pytest

from invoice_portal.accounts.email_address import remove
from invoice_portal.accounts.operators import change_phone
from invoice_portal.accounts.passwords import change_password, reset_password
from invoice_portal.support.models import Notice
from invoice_portal.support.wording import sms_text
from tests.factories import PASSWORD, OperatorFactory, StaffFactory

pytestmark = pytest.mark.django_db
NEW = "another-passphrase-of-mine"


@pytest.fixture
def operator():
    return OperatorFactory(person__phone="13900001111", person__email="old@example.com")


def told(kind: str) -> list[tuple[str, str]]:
    notice = Notice.objects.get()
    assert notice.kind == kind and "13900001111" not in sms_text(notice)
    return sorted((owed.channel, owed.to) for owed in notice.deliveries.all())


def test_password_that_is_changed_or_reset_is_told(operator, client):
    change_password(operator.person, current=PASSWORD, new=NEW)
    assert told("password_changed") == [("SMS", "13900001111")]
    reset_password(operator, new=NEW + "2")
    assert Notice.objects.filter(kind="password_changed").count() == 2


def test_a_new_phone_is_told_to_the_old_one(operator):
    change_phone(operator.person, phone="13900002222", by=None)
    assert told("phone_changed") == [("SMS", "13900001111")]


def test_an_address_that_goes_is_told_to_itself_where_mail_was_chosen(operator):
    from invoice_portal.support.choosing import choose
    from invoice_portal.support.kinds import KINDS

    choose(operator.person, {kind: {"SMS": True, "EMAIL": True} for kind in KINDS})
    remove(operator.person, password=PASSWORD)
    assert told("email_changed") == [("EMAIL", "old@example.com"), ("SMS", "13900001111")]


def test_what_was_refused_is_not_told(operator):
    from invoice_portal.refusal import Refusal

    with pytest.raises(Refusal):
        change_password(operator.person, current="wrong", new=NEW)
    with pytest.raises(Refusal):
        change_password(operator.person, current=PASSWORD, new="short")
    assert not change_phone(operator.person, phone="13900001111", by=None)
    assert not Notice.objects.exists()


def test_first_password_and_staff_s_are_nobody_s_news():
    new = OperatorFactory(verified_at=None)
    reset_password(new, new=NEW)
    staff = StaffFactory()
    change_password(staff.person, current=PASSWORD, new=NEW)
    assert not Notice.objects.exists()
