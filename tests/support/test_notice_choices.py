"""People choose how they are told; an SMS says no more than four digits; what must reach them keeps a way."""
import re

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.test import Client
from django.utils import translation

from invoice_portal.gateway.models import OutboxMessage
from invoice_portal.history.models import Event
from invoice_portal.support import delivery
from invoice_portal.support.kinds import GROUPS, KINDS
from invoice_portal.support.models import NoticeChoice, NoticeDelivery
from invoice_portal.support.notices import notify
from invoice_portal.support.wording import WORDS, email_text, sms_text
from tests.factories import OperatorFactory
from tests.login import login_as

pytestmark = pytest.mark.django_db
PAGE = "/account/notices/"
ALL_SMS = {f"{kind}.SMS": "on" for kind in KINDS}
#: Whatever any kind may be told with.
SAID = {
    "number": "26112000000000123456", "reference": "BL20261125000077", "reason": "张三 13812345678 金额 113.00",
    "name": "张三的合同.pdf", "who": "张三", "signature": "Eicar", "day": "2026-12-01",
}  # fmt: skip


@pytest.fixture
def operator():
    return OperatorFactory(person__email="someone@example.com")


@pytest.fixture
def client(operator) -> Client:
    return login_as(Client(), operator)


def tell(operator, kind: str, key: str = "k"):
    with transaction.atomic():
        return notify(operator.taxpayer, operator=operator, kind=kind, params=SAID, link="/messages/", dedupe_key=key)


def ways(operator, kind: str) -> set[str]:
    notice = tell(operator, kind, key=f"{kind}{NoticeDelivery.objects.count()}")
    return set(notice.deliveries.values_list("channel", flat=True))


def test_every_kind_is_in_one_group():
    kinds = [kind.code for group in GROUPS for kind in group.kinds]
    assert sorted(kinds) == sorted(WORDS)


def test_until_somebody_chooses_it_is_sms(operator):
    assert ways(operator, "watch_accepted") == {"SMS"}


def test_choice_holds_for_its_kind_alone_and_is_recorded(client, operator):
    form = {k: v for k, v in ALL_SMS.items() if k != "watch_accepted.SMS"} | {"watch_accepted.EMAIL": "on"}
    assert client.post(PAGE, form).status_code == 302
    assert ways(operator, "watch_accepted") == {"EMAIL"}
    assert ways(operator, "watch_overdue") == {"SMS"}
    assert ways(operator, "application_returned") == {"SMS"}
    event = Event.objects.get(action="notices_chosen")
    assert "watch_accepted:EMAIL" in event.data["after"]
    assert "watch_accepted:SMS" not in event.data["after"]
    ticked = re.findall(r'name="([\w.]+)"[^>]*checked', client.get(PAGE).content.decode())
    assert sorted(ticked) == sorted(form)


def test_choosing_again_replaces_what_was_chosen(client, operator):
    client.post(PAGE, ALL_SMS | {"chat_answer.EMAIL": "on"})
    client.post(PAGE, {k: v for k, v in ALL_SMS.items() if k != "chat_answer.SMS"})
    assert ways(operator, "chat_answer") == set()
    assert NoticeChoice.objects.filter(person=operator.person).count() == len(KINDS)


@pytest.mark.parametrize("kind", [kind.code for kind in KINDS.values() if kind.must_reach])
def test_what_people_must_know_keeps_one_way(client, operator, kind):
    page = client.post(PAGE, {k: v for k, v in ALL_SMS.items() if k not in (f"{kind}.SMS", "chat_answer.SMS")})
    assert page.status_code == 422
    html = page.content.decode()
    assert f"“{WORDS[kind].title}”关系到您的权利和期限，请至少保留一种通知方式" in html
    assert f'href="#{kind}-SMS"' in html
    # What was ticked, and what was not, stays so for the next try.
    assert not re.search(r'name="chat_answer.SMS"[^>]*checked', html)
    assert not NoticeChoice.objects.exists()
    assert ways(operator, kind) == {"SMS"}


def test_page_left_open_from_before_turns_nothing_off(client, operator):
    """An earlier release named groups, not kinds."""
    assert client.post(PAGE, {"applications.SMS": "on", "account.SMS": "on"}).status_code == 422
    assert not NoticeChoice.objects.exists()


def test_page_shows_addresses_masked(client, operator):
    page = client.get(PAGE).content.decode()
    assert operator.person.phone not in page
    assert "someone@example.com" not in page
    assert "s***@example.com" in page


def test_mail_is_sent_once_with_the_way_back(client, operator):
    client.post(PAGE, ALL_SMS | {"watch_accepted.EMAIL": "on"})
    tell(operator, "watch_accepted")
    for owed in NoticeDelivery.objects.all():
        assert delivery.pay(str(owed.pk)) is True
        assert delivery.pay(str(owed.pk)) is False
    mail = OutboxMessage.objects.get(channel="EMAIL")
    assert mail.to == "someone@example.com"
    assert f"{django_settings.PUBLIC_URL}/messages/" in mail.text
    assert "/account/notices/" in mail.text


@pytest.mark.parametrize("language", [code for code, _name in django_settings.LANGUAGES])
@pytest.mark.parametrize("kind", sorted(WORDS))
def test_no_sms_and_no_mail_says_more_than_four_digits(operator, kind, language):
    notice = tell(operator, kind)
    with translation.override(language):
        for text in (sms_text(notice), email_text(notice)):
            said = text.replace(django_settings.PUBLIC_URL, "")
            assert not re.search(r"\d{5}", said), said
            assert not any(secret in said for secret in ("张三", "113", "138", "Eicar"))
    assert kind in KINDS
