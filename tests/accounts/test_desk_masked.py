"""The desk shows a natural person's identity number in part, until somebody asks for the whole; that is on record."""
import pytest
from django.utils import timezone

from invoice_portal.accounts.looks import looked
from invoice_portal.accounts.models import Look, Misuse, StaffMember
from invoice_portal.history.models import Event
from lookup.sources import register_source, span_of
from tests.access.world import sale_of
from tests.factories import OperatorFactory, StaffFactory, TaxpayerFactory
from tests.login import login_as, login_staff
from tests.review.cases import in_review, png
from tests.trace.world import quarantined

pytestmark = pytest.mark.django_db
IDENTITY, PART = "11010519491231002X", "110***********002X"
LIST = "/admin/accounts/taxpayer/"


@pytest.fixture
def operator():
    return OperatorFactory(taxpayer__tax_id=IDENTITY, taxpayer__kind="PERSON")


@pytest.fixture
def person(operator):
    return operator.taxpayer


@pytest.fixture
def desk(client):
    return login_staff(client, StaffFactory(role=StaffMember.Role.SUPERVISOR))


def read(desk, address: str) -> str:
    answer = desk.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_page_and_list_show_a_part_and_the_whole_is_asked_for_by_who_then_is_on_record(desk, person):
    one = f"{LIST}{person.pk}/change/"
    # Found by the whole number, which then stands in the field of the search alone.
    for shown in (read(desk, LIST), read(desk, one)):
        assert PART in shown and IDENTITY not in shown
    assert PART in read(desk, f"{LIST}?q={IDENTITY}")
    assert not Event.objects.filter(action="shown_whole").exists()

    answer = desk.post(f"{LIST}{person.pk}/whole/")
    assert IDENTITY in answer.content.decode() and "no-store" in answer["Cache-Control"]
    event = Event.objects.get(subject_type="taxpayer", subject_id=IDENTITY, action="shown_whole")
    assert event.actor.staff.role == "SUPERVISOR"
    assert "查看完整号码" in read(desk, one) and IDENTITY not in read(desk, one)


def test_an_address_alone_shows_nothing_whole(desk, person):
    assert desk.get(f"{LIST}{person.pk}/whole/").status_code == 405
    assert not Event.objects.filter(action="shown_whole").exists()


def test_a_supervisor_of_elsewhere_gets_neither(client, person):
    elsewhere = login_staff(client, StaffFactory(role=StaffMember.Role.SUPERVISOR, regions=["31"]))
    assert elsewhere.post(f"{LIST}{person.pk}/whole/").status_code == 404
    assert not Event.objects.filter(action="shown_whole").exists()


def test_an_enterprise_is_shown_whole_and_nothing_is_offered(desk):
    firm = TaxpayerFactory()
    shown = read(desk, f"{LIST}{firm.pk}/change/")
    assert firm.tax_id in shown and "显示完整号码" not in shown


def test_case_names_its_applicant_by_a_part(desk, operator):
    case = in_review(operator, sale_of(operator), files=[png(91)])
    heading = read(desk, f"/admin/resubmission/application/{case.pk}/change/").split("</header>")
    assert any(PART in part for part in heading)
    assert IDENTITY not in read(desk, "/admin/resubmission/application/")


def test_refused_entry_shows_its_parties_by_a_part(desk):
    source = register_source(code="S11", name="某来源", region="11", every=span_of("24h"))
    entry = quarantined(source, number="26112000000000000001", buyer=IDENTITY, buyer_tax_id=IDENTITY, total="1.00")
    shown = read(desk, f"/admin/lookup/entry/{entry.pk}/change/")
    assert shown.count(PART) == 2 and IDENTITY not in shown and "26112000000000000001" in shown
    assert "价税合计 · 1.00" in shown


def test_board_of_misuse_and_record_of_looks_show_a_part(desk, client, operator):
    now, source = timezone.now(), {"source": Misuse.Source.ACCOUNT, "key": str(operator.pk), "operator": operator}
    row = Misuse.objects.create(kind=Misuse.Kind.NUMBERS, first_at=now, last_at=now, until=now, **source)
    for address in ("/admin/accounts/misuse/", f"/admin/accounts/misuse/{row.pk}/change/"):
        shown = read(desk, address)
        assert PART in shown and IDENTITY not in shown
    auditor = StaffFactory(role=StaffMember.Role.AUDITOR)
    looked(auditor.person, Look.Kind.TAXPAYER, operator.taxpayer.pk, of=[operator.taxpayer.pk], label=IDENTITY)
    shown = read(login_staff(client, auditor), "/admin/accounts/look/")
    assert shown.count(PART) >= 2 and IDENTITY not in shown
    own = read(login_as(client, operator), "/account/looks/")
    assert PART in own and IDENTITY not in own
