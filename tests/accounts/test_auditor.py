"""An auditor reads every account and who looked at what, and changes nothing."""
import pytest
from django.test import Client

from invoice_portal.accounts.models import ApiToken, Look, Operator, Person, StaffMember, Taxpayer
from invoice_portal.accounts.tokens import issue_token
from invoice_portal.history.models import Event
from tests.factories import OperatorFactory, StaffFactory
from tests.login import login_staff

pytestmark = pytest.mark.django_db
ACCOUNTS = "/admin/accounts/"


@pytest.fixture
def auditor(client):
    return login_staff(client, StaffFactory(role="AUDITOR", regions=["11"]))


@pytest.fixture
def operator():
    operator = OperatorFactory()
    issue_token(operator=operator)
    return operator


def everything():
    models = (Taxpayer, Operator, Person, StaffMember, ApiToken, Event)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_auditor_reads_accounts_without_a_button(auditor, operator):
    staff = StaffFactory(regions=["11"])
    for address in (f"taxpayer/{operator.taxpayer_id}/change/", f"staffmember/{staff.pk}/change/"):
        page = auditor.get(ACCOUNTS + address)
        assert page.status_code == 200 and "case-button" not in page.content.decode()
    for address in ("taxpayer/", "staffmember/"):
        page = auditor.get(ACCOUNTS + address)
        assert page.status_code == 200 and "/open/" not in page.content.decode()


def test_auditor_changes_no_account(auditor, operator):
    staff, before = StaffFactory(regions=["11"]), everything()
    taxpayer, token = operator.taxpayer_id, ApiToken.objects.get().pk
    before = everything()
    for address, status in {
        f"taxpayer/{taxpayer}/rename/": 404, f"taxpayer/{taxpayer}/former-name/": 404,
        f"taxpayer/{taxpayer}/operator/": 404, f"taxpayer/operator/{operator.pk}/scopes/": 404,
        f"taxpayer/operator/{operator.pk}/phone/": 404, f"taxpayer/operator/{operator.pk}/end/": 404,
        f"taxpayer/token/{token}/revoke/": 404, "taxpayer/open/": 403, "taxpayer/import/": 403,
        "staffmember/open/": 403, f"staffmember/{staff.pk}/role/": 404, f"staffmember/{staff.pk}/end/": 404,
        f"staffmember/{staff.pk}/password/": 404, f"staffmember/{staff.pk}/second-factor/": 404,
    }.items():  # fmt: skip
        data = {"name": "新名", "reason": "x", "role": "ADMINISTRATOR"}
        assert (auditor.get(ACCOUNTS + address).status_code, auditor.post(ACCOUNTS + address, data).status_code) == (
            status, status,
        ), address  # fmt: skip
    assert everything() == before


def test_auditor_sees_who_looked_in_their_regions_and_others_do_not(auditor, operator):
    for region, name in (("11", "北京办事员"), ("44", "广东办事员")):
        clerk = StaffFactory(role="SUPERVISOR", regions=[region], person__name=name)
        Look.objects.create(at=operator.created_at, person=clerk.person, taxpayer=operator.taxpayer, kind="TAXPAYER",
                            subject="1", region=region, role="SUPERVISOR", slot=1)  # fmt: skip
    page = auditor.get(f"{ACCOUNTS}look/?q={operator.taxpayer.tax_id}").content.decode()
    assert "北京办事员" in page and "广东办事员" not in page
    assert "北京办事员" not in auditor.get(f"{ACCOUNTS}look/?q=nobody").content.decode()
    for role in ("CLERK", "SUPERVISOR", "SUPPORT", "ADMINISTRATOR"):
        assert login_staff(Client(), StaffFactory(role=role)).get(f"{ACCOUNTS}look/").status_code == 403
