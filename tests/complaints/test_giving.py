"""A complaint from somebody without an account: given, followed, answered; refused without losing a word."""
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from invoice_portal.accounts.models import StaffMember
from invoice_portal.attachments.models import Attachment
from invoice_portal.complaints.models import Complaint
from invoice_portal.history.models import Event
from tests.factories import StaffFactory, TaxpayerFactory
from tests.intake.documents import xml

GIVEN = {"kind": "COMPLAINT", "category": "SITE", "text": "页面打不开，已经三天了，请修好。"}


@pytest.fixture
def stranger(db):
    return Client()


def give(client, **more) -> tuple[Complaint, str]:
    page = client.post("/feedback/", GIVEN | more, follow=True)
    html = page.content.decode()
    assert page.redirect_chain[-1][0] == "/feedback/sent/", html
    return Complaint.objects.latest("received_at"), re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", html)[0]


def follow(client, reference, code):
    return client.post("/feedback/follow/", {"reference": reference, "code": code}, follow=True)


def test_stranger_gives_one_and_follows_it_from_another_browser(stranger):
    complaint, code = give(stranger, file=SimpleUploadedFile("a.xml", xml(1)))
    assert (complaint.operator, complaint.name, complaint.state) == (None, "", "RECEIVED")
    kept = str(Complaint.objects.values_list().get()) + str(Event.objects.values_list())
    assert code not in kept and "127.0.0.1" not in kept
    other = Client()
    assert other.get(f"/feedback/{complaint.pk}/").status_code == 404
    page = follow(other, complaint.reference.lower(), code.lower().replace("-", " "))
    assert "页面打不开" in page.content.decode() and "a.xml" in page.content.decode()
    file = other.get(f"/feedback/{complaint.pk}/files/{Attachment.objects.get().pk}/")
    assert file["Content-Disposition"].startswith("attachment") and file.content == xml(1)


def test_wrong_code_and_unknown_reference_are_answered_alike(stranger):
    complaint, _code = give(stranger)
    other = Client()
    wrong = follow(other, complaint.reference, "AAAA-AAAA-AAAA-AAAA")
    unknown = follow(other, "TS-20260101-AAAAAA", "AAAA-AAAA-AAAA-AAAA")
    strip = re.compile(r'value="[^"]*"')
    assert wrong.status_code == unknown.status_code == 422
    assert strip.sub("", wrong.content.decode()) == strip.sub("", unknown.content.decode())
    assert other.get(f"/feedback/{complaint.pk}/").status_code == 404


def test_codes_cannot_be_tried_for_ever(stranger):
    answers = [follow(stranger, "TS-20260101-AAAAAA", "AAAA-AAAA-AAAA-AAAA").status_code for _ in range(21)]
    assert (answers[-2], answers[-1]) == (422, 429)


@pytest.mark.parametrize(
    ("change", "field"),
    [({"text": "短"}, "id_text"), ({"category": ""}, "id_category"), ({"kind": "OTHER"}, "id_kind"),
     ({"about_tax_id": "91110108MA00KD7X2Z"}, "id_about_tax_id"), ({"text": "长" * 4001}, "id_text")],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_named_and_what_was_typed_stays(stranger, change, field):
    page = stranger.post("/feedback/", GIVEN | {"name": "李雷"} | change)
    assert page.status_code == 422 and f'href="#{field}' in page.content.decode()
    assert "李雷" in page.content.decode()
    assert (Complaint.objects.count(), Event.objects.filter(subject_type="complaint").count()) == (0, 0)


@pytest.mark.parametrize("data", [b"MZ\x90\0", b"", b"<html><script>x</script>", b"PK\x03\x04abc"])
def test_bad_file_is_refused_and_nothing_is_kept(stranger, files, data):
    page = stranger.post("/feedback/", GIVEN | {"file": SimpleUploadedFile("x.pdf", data)})
    assert page.status_code == 422 and 'href="#id_file"' in page.content.decode()
    assert (Complaint.objects.count(), Attachment.objects.count(), files()) == (0, 0, [])


def test_promise_counts_working_days_over_a_holiday(stranger, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: date(2026, 9, 29))
    # 30 September, then National Day until the 7th, 8, 9 and the made-up Saturday 10, and Monday 12.
    assert give(stranger)[0].due_on == date(2026, 10, 12)


def test_account_follows_its_own_without_a_code_unless_it_asked_not_to(person, operator):
    mine, _code = give(person)
    hidden, _code = give(person, anonymous="on")
    assert (mine.operator, hidden.operator) == (operator, None)
    listed = person.get("/feedback/").content.decode()
    assert mine.reference in listed and hidden.reference not in listed
    assert person.get(f"/feedback/{mine.pk}/").status_code == 200
    assert person.get(f"/feedback/{hidden.pk}/").status_code == 404
    assert Client().get(f"/feedback/{mine.pk}/").status_code == 404


def test_one_about_a_seller_goes_to_the_sellers_region(stranger):
    seller = TaxpayerFactory()
    StaffFactory(regions=["11"])
    assert give(stranger, category="SELLER", about_tax_id=seller.tax_id)[0].region == "11"
    # Nobody there may handle what a person of staff did: it is every supervisor's.
    StaffFactory(role=StaffMember.Role.SUPERVISOR, regions=["31"])
    assert give(stranger, category="CONDUCT", about_tax_id=seller.tax_id)[0].region == ""


def test_pages_need_a_fixed_number_of_queries(person):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            complaint, _code = give(person)
        with CaptureQueriesContext(connection) as asked:
            person.get("/feedback/")
            person.get(f"/feedback/{complaint.pk}/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
