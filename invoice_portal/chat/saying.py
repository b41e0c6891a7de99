"""The one door by which anything is said in a conversation."""
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Person
from invoice_portal.attachments.models import Attachment
from invoice_portal.live.telling import tell
from invoice_portal.refusal import Refusal

from .models import Conversation, Message

MOST_LETTERS = 4000
Author = Message.Author


@transaction.atomic
def say(
    conversation: Conversation, author: str, text: str, *, staff: Person | None = None,
    card: dict[str, Any] | None = None, files: Iterable[Attachment] = (),
) -> Message:  # fmt: skip
    """Add a message under the next number, and tell whoever has the conversation open, after commit.

    The history keeps who moved it, not what was said. Raises :class:`Refusal` for nothing or too much.
    """
    text, files = text.strip(), list(files)
    if not text and not files and not card:
        raise Refusal("text_missing", _("请写点什么，或附上文件。"), fields={"text": _("请写点什么，或附上文件。")})
    if len(text) > MOST_LETTERS:
        long = _("内容过长，最多 %(most)s 个字。") % {"most": MOST_LETTERS}
        raise Refusal("text_too_long", long, fields={"text": long})
    locked = Conversation.objects.select_for_update().get(pk=conversation.pk)
    number, now = locked.last_number + 1, timezone.now()
    message = Message.objects.create(
        conversation=conversation, number=number, author=author, staff=staff, text=text, card=card or {}, at=now
    )
    message.files.set(files)
    # Whoever says something has seen what stood above it.
    read = {Author.PERSON: {"person_read": number}, Author.AGENT: {"agent_read": number}}.get(Author(author), {})
    Conversation.objects.filter(pk=locked.pk).update(last_number=number, last_at=now, **read)
    conversation.last_number, conversation.last_at = number, now
    tell(channel_of(conversation), number=number, author=author)
    return message


def typing(conversation: Conversation, side: str) -> None:
    """Tell open pages that ``side`` (person, agent) is typing. What is typed is nobody's until it is sent."""
    tell(channel_of(conversation), typing=side)


def channel_of(conversation: Conversation) -> str:
    return f"chat:{conversation.pk}"


def read_by_person(conversation: Conversation, up_to: int) -> None:
    _read(conversation, "person_read", up_to)


def read_by_agent(conversation: Conversation, up_to: int) -> None:
    _read(conversation, "agent_read", up_to)


def _read(conversation: Conversation, side: str, up_to: int) -> None:
    """Note what a side has seen; never less than before, never more than was said."""
    unseen = Conversation.objects.filter(pk=conversation.pk, last_number__gte=up_to, **{f"{side}__lt": up_to})
    if unseen.update(**{side: up_to}):
        tell(channel_of(conversation), read=side, up_to=up_to)
