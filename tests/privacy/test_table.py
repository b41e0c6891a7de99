"""The one table of what is kept: shown to all, true of every model, followed by the retention."""
import pytest
from django.apps import apps
from django.test import Client

from invoice_portal.accounts.models import Operator, Person, Taxpayer
from invoice_portal.privacy.kept import TABLE
from invoice_portal.privacy.retention import BY_CODE, RULES

pytestmark = pytest.mark.django_db
#: Of no person: which taxpayer it names is told by what it hangs on.
_OF_NOBODY = {"lookup.Batch", "auth.Permission"}


def about_people() -> set[str]:
    """Return the models with a column for a person, an operator or a taxpayer."""
    return {
        model._meta.label
        for model in apps.get_models()
        if any(field.related_model in (Person, Operator, Taxpayer) for field in model._meta.concrete_fields)
    }


def test_every_model_about_people_stands_in_the_table():
    named = {label for kept in TABLE for label in kept.models}
    assert about_people() - named - _OF_NOBODY == set()
    assert {label for label in named if not apps.get_model(label)} == set()


def test_every_row_says_how_long_and_every_rule_stands_in_a_row():
    assert all(kept.rules or kept.stays for kept in TABLE)
    assert {code for kept in TABLE for code in kept.rules} == set(BY_CODE)
    assert len(BY_CODE) == len(RULES)


@pytest.mark.parametrize("language", ["zh-hans", "en", "zh-hant"])
def test_page_shows_the_whole_table_to_everybody(language):
    client = Client()
    client.cookies["django_language"] = language
    page = client.get("/privacy/")
    assert page.status_code == 200
    assert page.content.decode().count("<tr>") == len(TABLE) + 1
    assert "365" in page.content.decode()
