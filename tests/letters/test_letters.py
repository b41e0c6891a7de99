"""Each step that concerns the applicant is told on paper: a signed letter with a code, made once, by a worker."""
import io
import os
from datetime import timedelta

import pikepdf
import pypdfium2
import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from invoice_portal.papers.models import Paper
from lookup.paper_making import LEASE, MOST_ATTEMPTS
from lookup.storing import store
from resubmission.deciding import approve, reject, return_
from resubmission.letters.making import make, requeue_owed
from resubmission.models import Application, Letter
from resubmission.submitting import submit, withdraw
from resubmission.sweeping import remove_orphans
from tests.factories import OperatorFactory, StaffFactory
from tests.login import login_as, login_staff
from tests.review.cases import claimed, in_review, submitted

pytestmark = pytest.mark.django_db
KINDS = {"return": (return_, "补正通知书"), "settle": (approve, "办结通知书"), "reject": (reject, "审核不通过通知书")}


def made(letter: Letter) -> bytes:
    assert make(str(letter.pk))
    letter.refresh_from_db()
    with default_storage.open(letter.name) as file:
        return file.read()


def text_of(data: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)).replace("\r\n", "\n")


def decided(clerk, operator, step: str) -> Application:
    case = claimed(clerk, operator)
    KINDS[step][0](case, by=clerk, reason="合同与发票\n不是同一笔", version=case.version)
    return case


def newest(case) -> Letter:
    return case.letters.order_by("-stated_at").first()


def test_submission_is_told_with_reference_and_promised_day(operator):
    case = submitted(operator)
    letter = case.letters.get()
    text = text_of(made(letter))
    assert letter.kind == "ACCEPTED"
    taxpayer = operator.taxpayer
    for told in ("受理通知书", case.reference, case.number, taxpayer.name, taxpayer.tax_id, "承诺办结日期"):
        assert told in text
    assert "有异议怎么办" not in text


@pytest.mark.parametrize("step", KINDS)
def test_decision_is_told_with_its_reason(clerk, operator, step):
    case = decided(clerk, operator, step)
    text = text_of(made(newest(case)))
    assert KINDS[step][1] in text and case.reference in text
    assert "合同与发票" in text and "不是同一笔" in text
    assert clerk.name not in text
    assert ("申请行政复议" in text) == (step == "reject")


def test_withdrawal_and_answers_need_no_letter(clerk, operator):
    case = decided(clerk, operator, "return")
    submit(case, by=operator.person, answer="已补")
    withdraw(case, by=operator.person)
    assert [letter.kind for letter in case.letters.order_by("stated_at")] == ["ACCEPTED", "CORRECTION"]


def test_letter_says_what_was_so_when_it_was_owed(clerk, operator):
    case = decided(clerk, operator, "return")
    Application.objects.filter(pk=case.pk).update(decision_reason="别的", total="9.99")
    text = text_of(made(newest(case)))
    assert "113.00" in text and "9.99" not in text and "别的" not in text


def test_letter_is_tagged_titled_and_in_the_applicants_language(clerk, operator):
    operator.person.language = "en"
    operator.person.save()
    data = made(newest(decided(clerk, operator, "reject")))
    text = text_of(data)
    assert "审核不通过通知书" in text and "合同与发票" in text
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("en", True)
        assert "/Sig" in {str(field.get("/FT")) for field in pdf.Root.AcroForm.Fields}


@pytest.mark.parametrize("step", KINDS)
def test_letter_made_twice_is_one_paper(clerk, operator, step):
    letter = newest(decided(clerk, operator, step))
    made(letter)
    assert not make(str(letter.pk))
    assert Paper.objects.filter(kind="decision", subject=str(letter.pk)).count() == 1


def test_letter_of_a_dead_worker_is_made_by_the_next_and_given_up_after_some(clerk, operator):
    letter = newest(decided(clerk, operator, "reject"))
    dead = timezone.now() - LEASE - timedelta(seconds=1)
    Letter.objects.filter(pk=letter.pk).update(state="MAKING", claimed_at=timezone.now(), attempts=1)
    assert not make(str(letter.pk))
    Letter.objects.filter(pk=letter.pk).update(claimed_at=dead)
    assert requeue_owed() >= 1
    made(letter)
    Letter.objects.filter(pk=letter.pk).update(state="MAKING", claimed_at=dead, attempts=MOST_ATTEMPTS)
    requeue_owed()
    letter.refresh_from_db()
    assert letter.state == "FAILED"


def test_refused_decision_owes_no_letter(clerk, operator):
    case = claimed(clerk, operator)
    before = list(Letter.objects.values())
    with pytest.raises(Exception, match="请写明"):
        reject(case, by=clerk, reason="", version=case.version)
    assert list(Letter.objects.values()) == before


def test_timeline_leads_to_the_letters_and_each_is_handed_out(client, clerk, operator):
    case = decided(clerk, operator, "reject")
    login_as(client, operator)
    page = client.get(f"/applications/{case.pk}/").content.decode()
    addresses = [f"/applications/{case.pk}/letters/{letter.pk}/" for letter in case.letters.all()]
    assert len(addresses) == 2 and all(address in page for address in addresses)
    waiting = client.get(addresses[0])
    assert waiting.status_code == 202 and "正在生成" in waiting.content.decode()
    for letter in case.letters.all():
        data = made(letter)
        answer = client.get(f"/applications/{case.pk}/letters/{letter.pk}/")
        assert (answer.status_code, answer["Content-Type"], answer.content) == (200, "application/pdf", data)
        assert case.reference in answer["Content-Disposition"]


def test_letter_whose_file_is_gone_is_made_anew_with_a_code_of_its_own(client, clerk, operator):
    case = decided(clerk, operator, "reject")
    letter = newest(case)
    made(letter)
    default_storage.delete(letter.name)
    login_as(client, operator)
    assert client.get(f"/applications/{case.pk}/letters/{letter.pk}/").status_code == 202
    made(letter)
    assert client.get(f"/applications/{case.pk}/letters/{letter.pk}/").status_code == 200
    assert Paper.objects.filter(subject=str(letter.pk)).count() == 2


def test_letter_belongs_to_its_case_alone(client, clerk, operator):
    one, other = decided(clerk, operator, "reject"), decided(clerk, OperatorFactory(), "reject")
    login_as(client, operator)
    assert client.get(f"/applications/{one.pk}/letters/{newest(other).pk}/").status_code == 404
    assert client.get(f"/applications/{other.pk}/letters/{newest(other).pk}/").status_code == 404


def test_clerk_takes_the_letter_from_the_case_page(client, clerk, operator):
    case = decided(clerk, operator, "reject")
    letter = newest(case)
    login_staff(client, clerk.staff)
    address = f"/admin/resubmission/application/{case.pk}/letters/{letter.pk}/"
    assert address in client.get(f"/admin/resubmission/application/{case.pk}/change/").content.decode()
    assert "正在生成" in client.get(address, follow=True).content.decode()
    data = made(letter)
    assert client.get(address).content == data


def code_of(letter: Letter) -> str:
    return Paper.objects.filter(subject=str(letter.pk)).latest("issued_at").code


def test_verify_knows_a_letter_and_says_when_a_later_one_took_its_place(client, clerk, operator):
    case = decided(clerk, operator, "return")
    asked = newest(case)
    made(asked)
    assert "真实，现在仍然有效" in client.get("/verify/", {"code": code_of(asked)}).content.decode()
    submit(case, by=operator.person, answer="已补")
    Application.objects.update(state="IN_REVIEW", claimed_by=clerk, claimed_at=timezone.now())
    case.refresh_from_db()
    reject(case, by=clerk, reason="仍不符", version=case.version)
    page = client.get("/verify/", {"code": code_of(asked)}).content.decode()
    assert "真实，现在仍然有效" not in page and case.reference not in page


@pytest.mark.parametrize("count", [1, 3])
def test_pages_of_a_case_ask_as_much_for_one_letter_as_for_three(client, operator, count):
    case = in_review(operator)
    letter = case.letters.get()
    for version in range(count - 1):
        Letter.objects.create(
            application=case, kind="CORRECTION", version=900 + version, said=letter.said, language="zh-hans"
        )
    login_as(client, operator)
    client.get(f"/applications/{case.pk}/")
    with CaptureQueriesContext(connection) as seen:
        client.get(f"/applications/{case.pk}/")
    assert sum("resubmission_letter" in query["sql"] for query in seen) == 1
    login_staff(client, StaffFactory(regions=["11"]))
    with CaptureQueriesContext(connection) as seen:
        client.get(f"/admin/resubmission/application/{case.pk}/change/")
    assert sum("resubmission_letter" in query["sql"] for query in seen) == 1


def test_file_of_a_worker_killed_before_its_row_is_swept_after_a_day(clerk, operator, tmp_path):
    made(newest(decided(clerk, operator, "settle")))
    store("letters/aa/" + "a" * 40 + ".pdf", b"x")
    for path in (tmp_path / "letters").rglob("*.pdf"):
        os.utime(path, (0, 0))
    assert remove_orphans() == 1
    assert len(list((tmp_path / "letters").rglob("*.pdf"))) == 1
