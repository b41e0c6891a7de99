"""Notices in every state: read and unread, sent and owed come of the rest of the world; here what was given up."""
from collections.abc import Callable

from django.utils import timezone

from invoice_portal.accounts.models import Operator
from invoice_portal.privacy.handing_out.asking import ask_for_copy
from invoice_portal.privacy.models import DataExport
from invoice_portal.support.delivery import PAUSES, pay
from invoice_portal.support.models import Notice, NoticeDelivery

from .cast import FOODS


def open_notices(say: Callable[[str], None]) -> None:
    """Let the gateway have refused one message to the last, and one person have asked for their data."""
    if DataExport.objects.exists():
        return
    say("notices that did not arrive …")
    owed = NoticeDelivery.objects.filter(state="OWED").order_by("pk").first()
    if owed:
        tried = {"attempts": len(PAUSES), "next_try_at": timezone.now(), "error": "SMS gateway: 503 number not served"}
        NoticeDelivery.objects.filter(pk=owed.pk).update(**tried)
        pay(str(owed.pk))
    oldest = Notice.objects.filter(read_at=None).order_by("created_at").first()
    if oldest:
        Notice.objects.filter(pk=oldest.pk).update(read_at=timezone.now())
    ask_for_copy(Operator.objects.select_related("person").get(taxpayer__tax_id=FOODS, code="01").person)
