"""What is past its time goes, what is not stays, and a dry run only tells."""
import json
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from invoice_portal.attachments.models import Attachment
from invoice_portal.chat.models import Conversation
from invoice_portal.complaints.models import Complaint
from invoice_portal.privacy.models import DataExport
from invoice_portal.privacy.retention import BY_CODE, RULES, due, run
from invoice_portal.support.models import Notice
from lookup.models import Trace, Watch
from resubmission.models import Application

OLD = timedelta(days=4000)


def aged(world) -> None:
    """Let all of the owner's be eleven years old and done with."""
    then = timezone.now() - OLD
    Conversation.objects.update(closed_at=then, state="CLOSED")
    Complaint.objects.update(received_at=then, state="ANSWERED", handler=world.owner.person)
    Notice.objects.update(created_at=then)
    Trace.objects.update(as_of=then)
    DataExport.objects.update(asked_at=then)


def test_nothing_fresh_is_due(world):
    assert {rule.code: due(rule) for rule in RULES if due(rule)} == {}


def test_dry_run_tells_and_deletes_nothing(world, capsys):
    aged(world)
    before = world.everything()
    call_command("retention", "--dry-run", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["dry_run"] is True
    assert (told["rows"]["conversations"], told["rows"]["complaints"]) == (2, 1)
    assert told["rows"]["notices"] >= 1
    assert world.everything() == before


def test_what_is_past_its_time_goes_with_its_files(world, django_capture_on_commit_callbacks):
    aged(world)
    expected = run(dry_run=True)
    stored = [name for file in Attachment.objects.all() for name in (file.name, file.picture) if name]
    copies = list(DataExport.objects.values_list("name", flat=True))
    assert all(default_storage.exists(name) for name in stored + copies)
    with django_capture_on_commit_callbacks(execute=True):
        assert run() == expected
    assert not Conversation.objects.exists()
    assert not Complaint.objects.exists()
    assert not Attachment.objects.exists()
    assert not any(default_storage.exists(name) for name in stored + copies)
    assert {rule.code: due(rule) for rule in RULES if due(rule)} == {}


def test_what_the_law_keeps_stays(world):
    aged(world)
    before = list(Application.objects.order_by("pk").values())
    run()
    assert list(Application.objects.order_by("pk").values()) == before


def test_a_trace_that_something_leads_to_stays(world):
    aged(world)
    run()
    kept = set(Trace.objects.values_list("pk", flat=True))
    assert kept == {watch.trace_id for watch in Watch.objects.all()} | kept
    assert Watch.objects.get().trace_id in kept


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_every_rule_can_be_asked_and_run_on_an_empty_portal(db, code):
    rule, now = BY_CODE[code], timezone.now()
    assert due(rule) == 0
    assert rule.forget(now - rule.period) == 0
