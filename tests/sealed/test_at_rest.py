"""Personal data lies sealed in the database, is found by a keyed digest, and survives a change of keys."""
import json

import pytest
from cryptography.fernet import InvalidToken
from django.apps import apps
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import connection, models

from invoice_portal.accounts.models import Person
from invoice_portal.complaints.models import Complaint
from invoice_portal.sealed.fields import SealedField
from invoice_portal.sealed.keys import digest, digests
from invoice_portal.sealed.resealing import sealed_models
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
OLD, NEW = "an-old-secret-of-the-bureau", "a-new-secret-of-the-bureau"


@pytest.fixture(autouse=True)
def _old_key(settings):
    settings.DATA_KEYS = [OLD]


def lies(person: Person) -> dict[str, str]:
    """Return the row as the database has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(p)::text FROM accounts_person p WHERE id = %s", [person.pk])
        return json.loads(cursor.fetchone()[0])


def test_database_knows_no_phone_and_no_address():
    person = PersonFactory(phone="13812345678", email="someone@example.com")
    lying = json.dumps(lies(person))
    assert "13812345678" not in lying
    assert "12345678" not in lying
    assert "someone" not in lying
    again = Person.objects.get(pk=person.pk)
    assert (again.phone, again.email) == ("13812345678", "someone@example.com")


def test_same_phone_is_sealed_differently_each_time_and_found_by_its_digest():
    one, two = PersonFactory(phone="13812345678"), PersonFactory(phone="13812345678")
    PersonFactory(phone="13812345679")
    assert lies(one)["phone"] != lies(two)["phone"]
    assert set(Person.objects.filter(phone_digest__in=digests("13812345678"))) == {one, two}


def test_sealed_column_cannot_be_searched_by_mistake():
    with pytest.raises(FieldError):
        Person.objects.filter(phone="13812345678").first()


def test_no_phone_has_no_digest():
    """Else all who have none would be one person."""
    assert lies(PersonFactory(phone=""))["phone_digest"] == ""
    assert digests("") == []


def test_while_keys_change_both_open_and_find(settings):
    before = PersonFactory(phone="13812345678")
    settings.DATA_KEYS = [NEW, OLD]
    after = PersonFactory(phone="13812345678")
    assert set(Person.objects.filter(phone_digest__in=digests("13812345678"))) == {before, after}
    assert Person.objects.get(pk=before.pk).phone == "13812345678"


def test_rotated_rows_need_the_new_key_alone(settings, capsys):
    person = PersonFactory(phone="13812345678", email="someone@example.com")
    settings.DATA_KEYS = [NEW, OLD]
    call_command("rotate_data_keys", "--json")
    assert json.loads(capsys.readouterr().out)["accounts.Person"] >= 1
    settings.DATA_KEYS = [NEW]
    again = Person.objects.get(pk=person.pk)
    assert (again.phone, again.email) == ("13812345678", "someone@example.com")
    assert again.phone_digest == digest("13812345678")
    assert again.login == person.login


def test_another_key_opens_nothing(settings):
    person = PersonFactory(phone="13812345678")
    settings.DATA_KEYS = [NEW]
    with pytest.raises(InvalidToken):
        Person.objects.get(pk=person.pk)


def test_every_column_for_a_phone_or_an_address_is_sealed():
    """A new column named like personal contacts must be sealed, or be named here with why not."""
    public = {("office.OfficeContact", "phone"), ("gateway.OutboxMessage", "to")}  # the bureau's own; the demo's outbox
    names = {"phone", "email", "contact", "to", "mobile"}
    found = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.name in names
        and isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, SealedField)
    }
    assert found <= public, found - public
    assert {Person, Complaint} <= set(sealed_models())
