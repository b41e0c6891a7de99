import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from invoice_portal.accounts.models import StaffMember
from invoice_portal.history.models import Event
from lookup.intake import take_in
from lookup.models import Entry, Invoice
from lookup.sources import register_source, span_of
from tests.factories import OperatorFactory, StaffFactory
from tests.login import login_as, login_staff

from .documents import number, xml

pytestmark = pytest.mark.django_db
MODELS = ["source", "batch", "entry", "invoice"]


def page(model, view="changelist", *args):
    return reverse(f"admin:lookup_{model}_{view}", args=args)


@pytest.fixture(autouse=True)
def arrived(tmp_path):
    source = register_source(code="BJ01", name="北京", region="11", every=span_of("24h"))
    for place, total in ((1, "106.00"), (2, "107.00")):
        (tmp_path / f"{place}.xml").write_bytes(xml(place, total=total))
    take_in([tmp_path], source)


def clerk(client, **options):
    return login_staff(client, StaffFactory(**options))


@pytest.mark.parametrize("model", MODELS)
def test_staff_page_lists_and_opens_what_is_there(client, model):
    clerk(client)
    assert client.get(page(model)).status_code == 200
    first = apps.get_model("lookup", model).objects.first()
    assert client.get(page(model, "change", first.pk)).status_code == 200


def test_quarantined_entry_is_listed_with_its_reason(client):
    clerk(client)
    shown = client.get(page("entry"), {"state__exact": "QUARANTINED"}).content.decode()
    assert "100.00 + 6.00 ≠ 107.00" in shown
    assert number(2) in shown
    assert number(1) not in shown


def test_invoice_is_found_by_its_whole_number_only(client):
    clerk(client)
    assert client.get(page("invoice"), {"q": number(1)}).context["cl"].result_count == 1
    assert client.get(page("invoice"), {"q": number(1)[:10]}).context["cl"].result_count == 0


@pytest.mark.parametrize("role", StaffMember.Role.values)
@pytest.mark.parametrize("model", MODELS)
def test_nobody_changes_a_record_in_admin(client, model, role):
    clerk(client, role=role)
    before = [list(Invoice.objects.values()), list(Entry.objects.values()), Event.objects.count()]
    first = Invoice.objects.first() if model == "invoice" else Entry.objects.first()
    for view, args in (("add", []), ("change", [first.pk]), ("delete", [first.pk])):
        assert client.post(page(model, view, *args), {"number": "1", "post": "yes"}).status_code == 403
    data = {"action": "delete_selected", "_selected_action": [first.pk]}
    client.post(page(model), data)
    assert [list(Invoice.objects.values()), list(Entry.objects.values()), Event.objects.count()] == before


def test_staff_of_another_region_see_nothing_of_this_one(client):
    clerk(client, regions=["31"])
    for model in MODELS:
        assert client.get(page(model)).context["cl"].result_count == 0
    opened = client.get(page("invoice", "change", Invoice.objects.first().pk))
    assert opened.status_code == 302
    assert number(1) not in opened.content.decode()


def test_staff_of_this_region_see_it(client):
    clerk(client, regions=["11"])
    assert [client.get(page(model)).context["cl"].result_count for model in MODELS] == [1, 1, 2, 1]


@pytest.mark.parametrize("model", MODELS)
def test_support_and_operators_do_not_read_records(client, model):
    clerk(client, role=StaffMember.Role.SUPPORT)
    assert client.get(page(model)).status_code == 403
    client.logout()
    login_as(client, OperatorFactory())
    assert client.get(page(model)).status_code in (302, 403)


def test_list_asks_the_same_number_of_times_for_one_and_three(client, tmp_path, django_assert_num_queries):
    clerk(client)
    with CaptureQueriesContext(connection) as one:
        client.get(page("invoice"))
    for place in (3, 4):
        (tmp_path / f"{place}.xml").write_bytes(xml(place))
    take_in([tmp_path], Entry.objects.first().source)
    with django_assert_num_queries(len(one)):
        client.get(page("invoice"))
