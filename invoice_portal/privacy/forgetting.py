"""Removes rows past their time, a part at a time, with an event that tells how many and no more."""
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from invoice_portal.attachments.models import Attachment
from invoice_portal.chat.models import Conversation
from invoice_portal.complaints.models import Complaint
from invoice_portal.history.record import record
from lookup.storing import remove

from .models import DataExport

AT_ONCE = 500


def forget_in_parts(code: str, expired: Callable[[], QuerySet]) -> int:
    """Delete what is expired, some at a time; broken off, it is simply run again."""
    forgotten = 0
    while True:
        with transaction.atomic():
            keys = list(expired().order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
            if keys:
                expired().model._default_manager.filter(pk__in=keys).delete()
                record("retention", code, "forgotten", count=len(keys))
        forgotten += len(keys)
        if len(keys) < AT_ONCE:
            return forgotten


def forget_conversations(before: datetime) -> int:
    """Remove closed conversations with what was said and sent."""
    rows = Conversation.objects.filter(closed_at__lt=before, state="CLOSED").order_by("closed_at")
    return _each("conversation", rows, lambda one: one.messages)


def forget_complaints(before: datetime) -> int:
    """Remove answered complaints with what was said and sent."""
    rows = Complaint.objects.filter(received_at__lt=before, state="ANSWERED").order_by("received_at")
    return _each("complaint", rows, lambda one: one.texts)


def forget_exports(before: datetime) -> int:
    """Remove copies of people's data with their files."""
    forgotten = 0
    while export := DataExport.objects.filter(asked_at__lt=before).order_by("asked_at").first():
        remove(export.name)
        with transaction.atomic():
            record("data_export", export.pk, "forgotten")
            export.delete()
        forgotten += 1
    return forgotten


def _each(kind: str, rows: QuerySet, said: Callable) -> int:
    forgotten = 0
    while one := rows.first():
        with transaction.atomic():
            texts = said(one)
            files = list(Attachment.objects.filter(pk__in=texts.values("files")))
            for text in texts.all():
                text.files.clear()
            texts.all().delete()
            record(kind, one.pk, "forgotten")
            one.delete()
            Attachment.objects.filter(pk__in=[file.pk for file in files]).delete()
            stored = [name for file in files for name in (file.name, file.picture) if name]
            transaction.on_commit(lambda names=stored: [remove(name) for name in names])
        forgotten += 1
    return forgotten
