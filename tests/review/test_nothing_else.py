"""Nothing in the admin but the buttons of the case page changes a case or an invoice."""
import re

import pytest
from django.contrib import admin

from invoice_portal.accounts.models import Person, StaffMember
from invoice_portal.office.models import OfficeContact, OfficeException, OfficeHours
from lookup.intake import take_in
from lookup.models import Batch, Entry, Invoice, Source
from lookup.sources import register_source, span_of
from resubmission.models import Application, Evidence
from tests.factories import StaffFactory
from tests.login import login_at_desk, login_staff

from .cases import claimed, everything, held_by

pytestmark = pytest.mark.django_db
SUPERUSER = "superuser"
WHO = [*StaffMember.Role.values, SUPERUSER]
#: Their forms are refused to everyone, whatever they may do elsewhere.
CLOSED = {Application, Invoice, Entry, Batch, Source}


@pytest.fixture
def world(tmp_path, clerk, operator):
    """A case in hand, and an invoice that came by a batch: everything there is to spoil."""
    held = held_by(operator)
    source = register_source(code="BJ01", name="北京", region="11", every=span_of("24h"))
    (tmp_path / "1.xml").write_bytes(held.xml())
    take_in([tmp_path / "1.xml"], source)
    claimed(clerk, operator, held, reupload=True, buyer_name="新名")


@pytest.fixture
def desk(client, world, request):
    if request.param == SUPERUSER:
        return login_at_desk(client, Person.objects.create_superuser("root", password="x"))
    return login_staff(client, StaffFactory(role=request.param))


def all_of_it() -> dict[str, list]:
    kept = {model.__name__: list(model.objects.order_by("pk").values()) for model in (Entry, Batch, Source, Evidence)}
    return everything() | kept


def addresses(model) -> dict[str, str]:
    """Return name -> address of every view of the model's admin that takes nothing or one object."""
    found, one = {}, model.objects.first()
    base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    for pattern in admin.site.get_model_admin(model).get_urls():
        path = re.sub(r"<(\w+:)?object_id>", str(one.pk if one else 1), str(pattern.pattern))
        if "<" not in path:
            found[pattern.name or "redirect"] = base + path
    return found


#: What the bureau says of itself, which some of its people may change and delete.
BUREAUS = {OfficeHours, OfficeException, OfficeContact}
CASES_AND_MORE = [model for model in admin.site._registry if model not in BUREAUS]
#: What a form would send: new values, a deletion confirmed, an action on everything, a row edited in the list.
FORMS = [
    {"state": "SETTLED", "claimed_by": "", "version": "99", "number": "1", "total": "1", "validity": "VOIDED",
     "conflict": "", "buyer": "", "_save": "1"},
    {"post": "yes"},
    {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": "1", "form-0-state": "SETTLED", "_save": "1"},
]  # fmt: skip


@pytest.mark.parametrize("desk", WHO, indirect=True)
@pytest.mark.parametrize("model", CASES_AND_MORE, ids=lambda model: model.__name__)
def test_forms_posted_by_hand_change_no_case_and_no_invoice(desk, model):
    before = all_of_it()
    for name, address in addresses(model).items():
        for form in FORMS:
            answer = desk.post(address, form)
            if model in CLOSED and name.endswith(("_add", "_change", "_delete")):
                assert answer.status_code == 403, (name, form)
            assert answer.status_code < 500, (name, form)
    assert all_of_it() == before


@pytest.mark.parametrize("desk", WHO, indirect=True)
@pytest.mark.parametrize("model", sorted(CLOSED, key=lambda model: model.__name__), ids=lambda model: model.__name__)
def test_actions_on_everything_change_no_case_and_no_invoice(desk, model):
    before = all_of_it()
    model_admin = admin.site.get_model_admin(model)
    names = {name for _action, name, _text in model_admin._get_base_actions()} | {"delete_selected"}
    for name in names:
        data = {"action": name, "_selected_action": [row.pk for row in model.objects.all()], "post": "yes"}
        desk.post(f"/admin/{model._meta.app_label}/{model._meta.model_name}/", data)
    assert all_of_it() == before


@pytest.mark.parametrize("desk", ["CLERK", SUPERUSER], indirect=True)
def test_pages_of_cases_and_records_hold_no_form_for_them(desk):
    """But the buttons of the case page, and those that search and log out."""
    for model in CLOSED:
        page = desk.get(addresses(model)[f"{model._meta.app_label}_{model._meta.model_name}_change"], follow=True)
        text = page.content.decode()
        assert 'name="_save"' not in text
        assert "deletelink" not in text
