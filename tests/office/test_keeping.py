"""Hours and contacts are changed at the desk by those who may, and everyone sees them."""
import json
import re

import pytest
from django.core.cache import cache
from django.test import Client

from invoice_portal.accounts.models import StaffMember
from invoice_portal.history.models import Event
from invoice_portal.office.models import OfficeContact, OfficeHours
from tests.factories import StaffFactory
from tests.login import login_staff

NEW = {"name": "上海</script>纳税服务", "name_en": "Shanghai service", "phone": "021 12366", "region": "31",
       "address": "某某路 1 号", "map_link": "https://maps.example/1", "place": "5", "shown": "on"}  # fmt: skip
ADD = "/admin/office/officecontact/add/"


@pytest.fixture(autouse=True)
def _nothing_remembered(office):
    cache.delete("office:foot")


def staff(client, role):
    return login_staff(client, StaffFactory(role=StaffMember.Role[role]))


@pytest.mark.parametrize("role", ["SUPERVISOR", "ADMINISTRATOR"])
def test_who_may_adds_a_contact_that_page_and_machines_show(db, client, role):
    assert staff(client, role).post(ADD, NEW).status_code == 302
    assert Event.objects.filter(subject_type="officecontact", action="add").count() == 1
    html = Client().get("/contact/").content.decode()
    assert "021 12366" in html and "https://maps.example/1" in html
    told = json.loads(re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', html, re.DOTALL)[1])
    points = {point["name"]: point["telephone"] for point in told["contactPoint"]}
    assert points == {"纳税服务热线": "12366", "上海</script>纳税服务": "021 12366"}
    assert told["openingHoursSpecification"][0]["opens"] == "08:30"


@pytest.mark.parametrize("role", ["CLERK", "AUDITOR", "SUPPORT"])
def test_others_read_and_change_nothing(db, client, role):
    assert staff(client, role).post(ADD, NEW).status_code == 403
    assert client.get("/admin/office/officecontact/").status_code == 200
    assert (OfficeContact.objects.count(), Event.objects.filter(subject_type="officecontact").count()) == (1, 0)


def test_a_span_that_ends_before_it_begins_is_refused_in_words(db, client):
    answer = staff(client, "SUPERVISOR").post(
        "/admin/office/officehours/add/", {"weekday": "5", "opens": "12:00", "closes": "09:00"}
    )
    assert "结束时间须晚于开始时间" in answer.content.decode()
    assert OfficeHours.objects.count() == 5


def test_foot_of_every_page_shows_the_first_contact_as_it_is_now(db, client, django_capture_on_commit_callbacks):
    assert "12366" in Client().get("/login/").content.decode()
    row = OfficeContact.objects.get()
    kept = {"name": row.name, "name_en": row.name_en, "phone": "12345", "place": "1", "shown": "on", "first": "on"}
    staff(client, "ADMINISTRATOR")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/admin/office/officecontact/{row.pk}/change/", kept)
    html = Client().get("/login/").content.decode()
    assert "tel:12345" in html and "12366" not in html


def test_english_reader_sees_english_names(db):
    html = Client(headers={"accept-language": "en"}).get("/contact/").content.decode()
    assert "Taxpayer service hotline" in html and "纳税服务热线" not in html.replace("12366", "")
