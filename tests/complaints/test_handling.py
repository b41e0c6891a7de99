"""Handling a complaint at the desk: by those concerned, never by whom it is about."""
import re

import pytest
from django.test import Client

from invoice_portal.accounts.models import Look, StaffMember
from invoice_portal.complaints.models import Complaint
from invoice_portal.complaints.receiving import Said, receive
from invoice_portal.history.models import Event
from invoice_portal.support.models import Notice
from tests.factories import StaffFactory
from tests.login import login_staff

Role = StaffMember.Role
#: What differs from page to page for everyone.
NONCE = re.compile(r'(nonce|value)="[^"]*"')
LIST = "/admin/complaints/complaint/"


def received(operator=None, **said) -> Complaint:
    words = {"kind": "COMPLAINT", "category": "SITE", "text": "页面打不开，已经三天了，请修好。"} | said
    return receive(Said(**words), operator=operator, files=[])[0]


def desk(role=Role.SUPERVISOR, **more) -> Client:
    client = Client()
    client.staff = StaffFactory(role=role, **more)
    return login_staff(client, client.staff)


def act(client, complaint, step, text="", version=None):
    form = {"text": text} | ({} if version is None else {"version": version})
    return client.post(f"{LIST}{complaint.pk}/act/{step}/", form, follow=True)


def test_taken_asked_replied_answered_and_raised(person, operator):
    complaint, support, boss = received(operator), desk(Role.SUPPORT), desk()
    act(support, complaint, "take")
    act(support, complaint, "ask", "是哪个页面？")
    complaint.refresh_from_db()
    assert (complaint.state, complaint.handler) == ("ASKED", support.staff.person)
    assert "是哪个页面" in person.get(f"/feedback/{complaint.pk}/").content.decode()
    person.post(f"/feedback/{complaint.pk}/", {"text": "发票列表。"})
    act(support, complaint, "answer", "已经修好。")
    person.post(f"/feedback/{complaint.pk}/", {"text": "还是打不开。"})
    complaint.refresh_from_db()
    assert (complaint.state, complaint.raised) == ("IN_HANDLING", True)
    # Now a supervisor's, and no longer the agent's who answered.
    assert support.get(f"{LIST}{complaint.pk}/change/").status_code == 404
    act(boss, complaint, "take")
    act(boss, complaint, "answer", "换了服务器，已经可以打开。")
    complaint.refresh_from_db()
    assert (complaint.state, complaint.handler) == ("ANSWERED", boss.staff.person)
    actions = Event.objects.filter(subject_type="complaint").order_by("id").values_list("action", flat=True)
    assert list(actions) == ["receive", "take", "ask", "reply", "answer", "raise", "take", "answer"]
    told = Notice.objects.filter(operator=operator).values_list("kind", flat=True)
    assert sorted(told) == ["complaint_answered", "complaint_answered", "complaint_asked"]
    assert Look.objects.filter(kind="INQUIRY", taxpayer=operator.taxpayer, person=support.staff.person).exists()
    # Once raised it is not raised again.
    assert person.post(f"/feedback/{complaint.pk}/", {"text": "再来"}).status_code == 409


def test_whom_it_is_about_sees_nothing_of_it(db):
    accused, other = desk(person__name="王经办"), desk()
    complaint = received(category="CONDUCT", about_name="王经办", text="态度恶劣，拒不说明理由，请处理。")
    assert complaint.barred == [accused.staff.pk]
    assert complaint.reference not in accused.get(LIST).content.decode()
    absent = accused.get(f"{LIST}00000000-0000-4000-8000-000000000000/change/")
    hidden = accused.get(f"{LIST}{complaint.pk}/change/")
    said = [NONCE.sub("", page.content.decode()) for page in (hidden, absent)]
    assert (hidden.status_code, absent.status_code) == (404, 404) and said[0] == said[1]
    assert act(accused, complaint, "take").status_code == 404
    complaint.refresh_from_db()
    assert (complaint.state, complaint.handler) == ("RECEIVED", None)
    assert complaint.reference in other.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("role", "category", "sees"),
    [(Role.CLERK, "SELLER", True), (Role.CLERK, "CONDUCT", False), (Role.CLERK, "SITE", False),
     (Role.SUPPORT, "SITE", True), (Role.SUPPORT, "MISUSE", False), (Role.SUPERVISOR, "CONDUCT", True),
     (Role.AUDITOR, "CONDUCT", True)],
)  # fmt: skip
def test_each_role_sees_what_concerns_it(db, role, category, sees):
    complaint, client = received(category=category), desk(role)
    assert (complaint.reference in client.get(LIST).content.decode()) is sees
    assert client.get(f"{LIST}{complaint.pk}/change/").status_code == (200 if sees else 404)


def test_administrator_sees_none_and_auditor_changes_none(db):
    complaint, auditor = received(), desk(Role.AUDITOR)
    assert desk(Role.ADMINISTRATOR).get(LIST).status_code == 403
    act(auditor, complaint, "take")
    complaint.refresh_from_db()
    assert (complaint.state, Event.objects.filter(action="take").count()) == ("RECEIVED", 0)


def test_page_opened_before_somebody_else_took_it_is_refused_and_keeps_what_was_typed(db):
    complaint, one, other = received(), desk(), desk()
    act(one, complaint, "take", version=1)
    page = act(other, complaint, "answer", "我的答复", version=1)
    assert "请刷新页面" in page.content.decode()
    complaint.refresh_from_db()
    assert (complaint.state, complaint.handler) == ("IN_HANDLING", one.staff.person)
    assert complaint.texts.count() == 1


def test_other_regions_do_not_see_it(db):
    StaffFactory(role=Role.SUPERVISOR, regions=["11"])
    complaint = received(about_tax_id="")
    Complaint.objects.update(region="11")
    assert complaint.reference not in desk(regions=["31"]).get(LIST).content.decode()
    assert complaint.reference in desk(regions=["11"]).get(LIST).content.decode()
