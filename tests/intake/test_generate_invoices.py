from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from invoice_portal.accounts import tax_id
from invoice_portal.accounts.models import Taxpayer
from lookup.as_document import document_of
from lookup.checking import faults
from lookup.models import Invoice
from tests.factories import TaxpayerFactory

UNTIL = "2026-11-24"

pytestmark = pytest.mark.django_db


def generate(count=400, seed=7, **options):
    call_command("generate_invoices", count=count, seed=seed, until=date.fromisoformat(UNTIL), **options)


def generated():
    return Invoice.objects.select_related("seller", "buyer", "seller_name", "buyer_name").order_by("number")


def test_generated_invoices_pass_every_check_of_real_ones():
    generate()
    wrong = {i.number: found for i in generated() if (found := faults(document_of(i), today=date(2026, 11, 24)))}
    assert (Invoice.objects.count(), wrong) == (400, {})
    assert {tax_id.problem(taxpayer.tax_id) for taxpayer in Taxpayer.objects.all()} == {None}


def test_generated_invoices_cover_regions_months_and_states():
    generate()
    rows = list(generated())
    assert {row.number[2:4] for row in rows} == {"11", "31", "44"}
    assert len({(row.issue_date.year, row.issue_date.month) for row in rows}) >= 24
    assert {row.validity for row in rows} == {"NORMAL", "VOIDED", "REVERSED", "PARTLY_REVERSED"}
    assert {row.kind for row in rows} == {"81", "82"}
    assert {row.personal for row in rows} == {True, False}
    assert any(row.conflict for row in rows)


def test_generated_red_invoices_name_the_blue_ones_they_reverse():
    generate()
    rows = {row.number: row for row in generated()}
    pairs = [(rows[red.red_of], red) for red in rows.values() if red.red_of]
    assert pairs
    for blue, red in pairs:
        assert blue.reversed_by == red.number
        assert (blue.validity == "REVERSED") == (blue.total + red.total == 0)


def test_generating_twice_adds_nothing():
    generate()
    first = list(generated().values_list("number", "total", "seller__tax_id", "buyer_name__name", "lines"))
    generate()
    assert list(generated().values_list("number", "total", "seller__tax_id", "buyer_name__name", "lines")) == first


def test_generating_another_count_mixes_with_nothing():
    generate(count=60)
    generate(count=90)
    assert Invoice.objects.count() == 150


def test_taxpayers_asked_for_buy_and_sell():
    taxpayer = TaxpayerFactory()
    generate(involve=[taxpayer.tax_id])
    assert Invoice.objects.filter(buyer=taxpayer).count() > 20
    assert Invoice.objects.filter(seller=taxpayer).count() > 20


def test_taxpayer_unknown_is_refused_before_anything_is_written():
    with pytest.raises(CommandError):
        generate(involve=["91110108MA0000000X"])
    assert not Invoice.objects.exists()


def _indexes() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = %s", [Invoice._meta.db_table])
        return {definition for (definition,) in cursor.fetchall()}


@pytest.mark.django_db(transaction=True)
def test_table_filled_without_its_indexes_has_them_again_whatever_happens(monkeypatch):
    monkeypatch.setattr("lookup.generating.bare.WORTH", 1)
    before, seen = _indexes(), []

    def broken_off(chunk, origin):
        seen.append(len(_indexes()))
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("lookup.generating.load", broken_off)
        generate()
    assert (seen[0] < len(before), _indexes(), Invoice.objects.count()) == (True, before, 0)
    generate()
    assert (_indexes(), Invoice.objects.count()) == (before, 400)
    generate(seed=8)  # onto records that are there: nobody's look-up may lack an index meanwhile
    assert (_indexes(), Invoice.objects.count()) == (before, 800)
