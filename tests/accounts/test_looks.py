"""Every look of staff at a case or a person's data is recorded, and the taxpayer sees when and by which office."""
from datetime import timedelta

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from invoice_portal.accounts import looks
from invoice_portal.accounts.models import ApiToken, Look, StaffMember
from invoice_portal.accounts.tokens import issue_token
from lookup.intake import take_in
from lookup.models import Entry, Invoice
from lookup.sources import register_source, span_of
from resubmission.picturing.making import make as draw
from tests.access.world import sale_of
from tests.factories import OperatorFactory, StaffFactory, TaxpayerFactory
from tests.login import login_as, login_staff
from tests.review.cases import in_review, png

pytestmark = pytest.mark.django_db
Role = StaffMember.Role
PAGE = "/account/looks/"


@pytest.fixture
def owner():
    return OperatorFactory()


@pytest.fixture
def case(owner):
    case = in_review(owner, sale_of(owner), files=[png(91)])
    draw(str(case.evidence.get().pk))
    return case


def staff(**given) -> Client:
    return login_staff(Client(), StaffFactory(**given))


def kinds() -> list[str]:
    return list(Look.objects.order_by("id").values_list("kind", flat=True))


def page_of(operator, **query) -> str:
    return login_as(Client(), operator).get(PAGE, query).content.decode()


def test_case_evidence_and_download_are_recorded_and_shown_to_the_taxpayer(case, owner):
    clerk = staff(role=Role.CLERK, regions=["11", "31"], person__name="某某办事员")
    base = f"/admin/resubmission/application/{case.pk}"
    evidence = case.evidence.get()
    assert clerk.get(f"{base}/change/").status_code == 200
    assert clerk.get(f"{base}/evidence/{evidence.pk}/1/").status_code == 200
    assert clerk.get(f"{base}/evidence/{evidence.pk}/").status_code == 200
    assert kinds() == ["CASE", "EVIDENCE", "DOWNLOAD"]
    look = Look.objects.first()
    assert (look.taxpayer, look.region, look.role, look.label) == (owner.taxpayer, "11", "CLERK", case.reference)
    shown = page_of(owner)
    for told in ("北京税务机关", "审核员", "查看申请", "下载证明材料", case.reference):
        assert told in shown
    assert "某某办事员" not in shown


def test_reload_is_one_look_and_a_later_visit_another(case, monkeypatch):
    clerk = staff(role=Role.AUDITOR)
    address = f"/admin/resubmission/application/{case.pk}/change/"
    for _n in range(3):
        clerk.get(address)
    assert kinds() == ["CASE"] and Look.objects.get().region == ""
    # Another quarter of an hour has another number.
    monkeypatch.setattr(looks, "SLOT_SECONDS", 60)
    clerk.get(address)
    assert kinds() == ["CASE", "CASE"]


def test_lists_and_what_was_refused_are_no_looks(case, owner):
    staff(role=Role.CLERK, regions=["11"]).get("/admin/resubmission/application/")
    for client in (staff(role=Role.CLERK, regions=["44"]), staff(role=Role.SUPPORT), Client()):
        client.get(f"/admin/resubmission/application/{case.pk}/change/")
        client.get(f"/admin/accounts/taxpayer/{owner.taxpayer_id}/change/")
    assert kinds() == []


ACCOUNT_PAGES = {
    "taxpayer/{taxpayer}/change/": "TAXPAYER", "taxpayer/{taxpayer}/rename/": "TAXPAYER",
    "taxpayer/{taxpayer}/former-name/": "TAXPAYER", "taxpayer/{taxpayer}/operator/": "TAXPAYER",
    "taxpayer/operator/{operator}/scopes/": "OPERATOR", "taxpayer/operator/{operator}/phone/": "OPERATOR",
    "taxpayer/operator/{operator}/end/": "OPERATOR", "taxpayer/token/{token}/revoke/": "OPERATOR",
}  # fmt: skip


@pytest.mark.parametrize("address", ACCOUNT_PAGES)
def test_pages_of_accounts_are_looks(owner, address):
    issue_token(operator=owner, name="x")
    token = ApiToken.objects.get().pk
    address = address.format(taxpayer=owner.taxpayer_id, operator=owner.pk, token=token)
    assert staff(role=Role.SUPERVISOR).get("/admin/accounts/" + address).status_code == 200
    assert set(Look.objects.values_list("taxpayer", flat=True)) == {owner.taxpayer_id}
    assert len(kinds()) == 1


def test_records_and_entries_are_looks_at_both_parties(owner, tmp_path):
    source = register_source(code="BJ01", name="北京", region="11", every=span_of("24h"))
    sold = sale_of(owner)
    (tmp_path / "sold.xml").write_bytes(sold.xml())
    take_in([tmp_path / "sold.xml"], source)
    invoice, entry = Invoice.objects.get(), Entry.objects.get()
    client = staff(role=Role.AUDITOR, regions=["11"])
    assert client.get(f"/admin/lookup/invoice/{invoice.pk}/change/").status_code == 200
    assert client.get(f"/admin/lookup/entry/{entry.pk}/change/").status_code == 200
    parties = {invoice.seller_id, invoice.buyer_id}
    for kind in ("INVOICE", "ENTRY"):
        assert set(Look.objects.filter(kind=kind).values_list("taxpayer", flat=True)) == parties
    assert sold.number in page_of(owner)


def many(taxpayer, number: int) -> None:
    person, now = StaffFactory(regions=["11"]).person, timezone.now()
    Look.objects.bulk_create(
        Look(at=now + timedelta(seconds=n), person=person, taxpayer=taxpayer, kind="CASE", subject=str(n),
             label=f"BL-{n:04d}", role="CLERK", slot=n)
        for n in range(number)
    )  # fmt: skip


def test_list_is_paged_newest_first_and_asks_the_same_for_any_number(owner):
    client = login_as(Client(), owner)
    many(owner.taxpayer, 1)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as one:
        client.get(PAGE)
    many(owner.taxpayer, 45)
    with CaptureQueriesContext(connection) as more:
        first = client.get(PAGE)
    assert len(one) == len(more)
    seen, cursor = [], ""
    while cursor is not None:
        answer = client.get(PAGE, {"cursor": cursor})
        seen += [item["look"].pk for item in answer.context["shown"]]
        cursor = answer.context["next_cursor"]
    assert seen == sorted(seen, reverse=True) and len(seen) == 46
    assert first.context["next_cursor"] and client.get(PAGE, {"cursor": "x"}).status_code == 400


def test_nobody_sees_looks_at_others_and_narrow_scopes_no_numbers(owner):
    many(TaxpayerFactory(), 2)
    assert "BL-" not in page_of(owner)
    many(owner.taxpayer, 2)
    narrow = OperatorFactory(taxpayer=owner.taxpayer, code="02", sees_sales=False)
    assert "BL-0001" in page_of(owner) and "BL-" not in page_of(narrow) and "查看申请" in page_of(narrow)
    assert Client().get(PAGE).status_code == 302 and PAGE in login_as(Client(), owner).get("/account/").content.decode()


@pytest.mark.parametrize("change", ["UPDATE accounts_look SET role = 'x'", "DELETE FROM accounts_look"])
def test_database_refuses_to_change_a_look(owner, change):
    many(owner.taxpayer, 1)
    with pytest.raises((InternalError, IntegrityError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert Look.objects.count() == 1
