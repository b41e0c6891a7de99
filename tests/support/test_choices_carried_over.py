"""What people had chosen for a group of notices holds for each of its kinds after the upgrade, and back."""
import pytest
from django.core.management import call_command
from django.db import connection

from invoice_portal.support.models import NoticeChoice
from tests.factories import PersonFactory

CHOOSE = 'INSERT INTO support_noticechoice (person_id, "group", sms, email) VALUES (%s, %s, %s, %s)'
OLD, NEW = "0005_notice_choices", "0007_one_choice_per_kind"


@pytest.fixture
def earlier(transactional_db):
    call_command("migrate", "support", OLD, verbosity=0)
    yield
    call_command("migrate", "support", NEW, verbosity=0)


def rows_of_groups() -> set[tuple]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT person_id, \"group\", sms, email FROM support_noticechoice")
        return set(cursor.fetchall())


def test_choice_for_a_group_becomes_one_for_each_of_its_kinds_and_back(earlier):
    one, other = PersonFactory(), PersonFactory()
    chosen = {(one.pk, "watches", False, True), (one.pk, "rights", False, False), (other.pk, "watches", True, True)}
    with connection.cursor() as cursor:
        cursor.executemany(CHOOSE, chosen)
    call_command("migrate", "support", NEW, verbosity=0)
    kinds = ("watch_accepted", "watch_overdue", "watch_quarantined", "watch_wrong_title")
    of_one = NoticeChoice.objects.filter(person=one)
    assert sorted(of_one.filter(sms=False, email=True).values_list("kind", flat=True)) == sorted(kinds)
    assert of_one.filter(kind__startswith="right_", sms=False, email=False).count() == 3
    assert NoticeChoice.objects.filter(person=other, sms=True, email=True).count() == 4
    call_command("migrate", "support", OLD, verbosity=0)
    assert rows_of_groups() == chosen
