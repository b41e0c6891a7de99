"""Tells a person who is not there that an answer came: once for each pause, not for each message."""
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from invoice_portal.support.notices import notify

from .models import Conversation, Message

#: How long an answer may stand unseen while the page may still be open.
PATIENCE = timedelta(minutes=2)


def tell_absent() -> int:
    """Owe a notice for what an agent said and nobody has seen since; return how many."""
    since = timezone.now() - PATIENCE
    unseen = Conversation.objects.filter(
        last_number__gt=F("person_read"), last_at__lt=since, told_up_to__lte=F("person_read")
    ).filter(messages__author=Message.Author.AGENT, messages__number__gt=F("person_read"))
    return sum(_tell(pk) for pk in unseen.values_list("pk", flat=True).distinct()[:500])


@transaction.atomic
def _tell(pk: object) -> bool:
    row = Conversation.objects.select_for_update(of=("self",)).select_related("operator__taxpayer", "operator__person")
    conversation = row.get(pk=pk)
    if conversation.told_up_to > conversation.person_read or conversation.last_number <= conversation.person_read:
        return False
    Conversation.objects.filter(pk=pk).update(told_up_to=conversation.last_number)
    notify(
        conversation.operator.taxpayer, operator=conversation.operator, kind="chat_answer",
        params={"reference": conversation.reference}, link=f"/support/chat/{pk}/",
        dedupe_key=f"chat_answer:{pk}:{conversation.last_number}",
    )  # fmt: skip
    return True
