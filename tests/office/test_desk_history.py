"""The history of a thing at the desk is the portal's own: what was changed, by whom, in words."""
import pytest

from invoice_portal.accounts.models import StaffMember
from invoice_portal.chat.models import CannedAnswer
from invoice_portal.office.models import OfficeHours
from resubmission.models import ReasonTemplate
from tests.factories import StaffFactory, TaxpayerFactory
from tests.login import login_staff
from tests.lookup.world import issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    staff = StaffFactory(role=StaffMember.Role.SUPERVISOR, person__name="某某主管")
    return login_staff(client, staff)


def history(desk, address: str) -> str:
    answer = desk.get(f"{address}history/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_hours_tell_what_was_changed_and_by_whom(desk):
    desk.post("/admin/office/officehours/add/", {"weekday": "5", "opens": "09:00", "closes": "12:00"})
    hours = OfficeHours.objects.get(weekday=5)
    address = f"/admin/office/officehours/{hours.pk}/"
    assert "<strong>增加</strong>" in history(desk, address) and "更改" not in history(desk, address).split("<h1>")[1]
    desk.post(f"{address}change/", {"weekday": "5", "opens": "09:00", "closes": "12:30"})
    shown = history(desk, address)
    assert "<strong>更改</strong>" in shown and "结束" in shown and "某某主管" in shown


def test_templates_and_canned_answers_tell_too(desk):
    said = {"name": "甲", "text": "乙", "text_en": "B", "place": "1", "active": "on"}
    desk.post("/admin/chat/cannedanswer/add/", said)
    answer = CannedAnswer.objects.get(name="甲")
    assert "<strong>增加</strong>" in history(desk, f"/admin/chat/cannedanswer/{answer.pk}/")
    desk.post("/admin/resubmission/reasontemplate/add/", said | {"action": "approve", "name_en": "A"})
    template = ReasonTemplate.objects.get(name="甲")
    assert "<strong>增加</strong>" in history(desk, f"/admin/resubmission/reasontemplate/{template.pk}/")


def test_records_and_taxpayers_tell_what_their_pages_tell(desk):
    taxpayer = TaxpayerFactory()
    invoice = issue(buyer=taxpayer)
    assert "<strong>入库</strong>" in history(desk, f"/admin/lookup/invoice/{invoice.pk}/")
    desk.post(f"/admin/accounts/taxpayer/{taxpayer.pk}/rename/", {"name": "改名以后的公司"})
    assert "<strong>更名</strong>" in history(desk, f"/admin/accounts/taxpayer/{taxpayer.pk}/")


def test_what_is_of_elsewhere_has_no_history(client):
    invoice = issue(buyer=TaxpayerFactory())
    elsewhere = login_staff(client, StaffFactory(role=StaffMember.Role.CLERK, regions=["31"]))
    there, nowhere = (elsewhere.get(f"/admin/lookup/invoice/{pk}/history/") for pk in (invoice.pk, invoice.pk + 1000))
    assert there.status_code == nowhere.status_code == 302
    assert there["Location"] == nowhere["Location"] == "/admin/"
