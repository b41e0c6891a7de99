"""Files of drafts that nobody touches go after 30 days, announced beforehand; what was handed in stays."""
import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from invoice_portal.history.record import history_of
from invoice_portal.support.models import Notice
from resubmission.drafting import explain
from resubmission.evidence import add
from resubmission.models import Application, Evidence
from resubmission.submitting import submit, withdraw
from resubmission.tasks import forget_unused_drafts
from resubmission.unused_drafts import forget_files, tell_beforehand
from tests.factories import OperatorFactory
from tests.resubmission_applicant.test_actions import complete_draft, png

pytestmark = pytest.mark.django_db


def left_alone(application: Application, days: float) -> Application:
    Application.objects.filter(pk=application.pk).update(touched_at=timezone.now() - timedelta(days=days))
    application.refresh_from_db()
    return application


@pytest.fixture
def draft(operator):
    return complete_draft(operator)


def test_files_of_an_untouched_draft_go_and_the_draft_stays(draft, files, django_capture_on_commit_callbacks):
    left_alone(draft, 30.01)
    digest = draft.evidence.get().digest
    with django_capture_on_commit_callbacks(execute=True):
        forget_unused_drafts()
    assert (files(), Evidence.objects.count(), Application.objects.get().state) == ([], 0, "DRAFT")
    event = history_of("application", draft.pk).last()
    assert (event.action, event.actor) == ("evidence_expired", None)
    assert event.data == {"names": ["发票.png"], "digests": [digest]}
    assert forget_files() == []


def test_draft_touched_in_time_keeps_its_files(draft, files):
    left_alone(draft, 29.9)
    assert forget_files() == []
    left_alone(draft, 31)
    explain(draft, reason="not_found", explanation="还在办", by=draft.operator.person)
    assert forget_files() == []
    left_alone(draft, 31)
    add(draft, data=png(7), original_name="又一份", by=draft.operator.person)
    assert forget_files() == []
    assert len(files()) == 2


def test_what_was_handed_in_is_never_touched(operator, files):
    sent = submit(complete_draft(operator), by=operator.person)
    back = submit(complete_draft(OperatorFactory()), by=operator.person)
    withdraw(back, by=back.operator.person)
    for case in (sent, back):
        left_alone(case, 4000)
    before = files()
    assert forget_files() == []
    assert (files(), Evidence.objects.count()) == (before, 2)


def test_draft_that_was_withdrawn_loses_its_files_too(draft, files, django_capture_on_commit_callbacks):
    withdraw(draft, by=draft.operator.person)
    assert forget_files() == []
    left_alone(draft, 31)
    with django_capture_on_commit_callbacks(execute=True):
        assert [one.names for one in forget_files()] == [["发票.png"]]
    assert files() == []


def test_applicant_is_told_a_week_before_once(draft):
    left_alone(draft, 22.9)
    tell_beforehand()
    assert not Notice.objects.exists()
    left_alone(draft, 23.1)
    tell_beforehand()
    tell_beforehand()
    notice = Notice.objects.get()
    assert (notice.kind, notice.operator) == ("draft_files_expiring", draft.operator)
    assert notice.params["day"] == timezone.localtime(draft.touched_at + timedelta(days=30)).date().isoformat()


def test_page_says_until_when_files_are_kept_for_a_draft_only(person, draft):
    day = f"{timezone.localtime(draft.touched_at + timedelta(days=30)):%Y-%m-%d}"
    for page in ("", "evidence/"):
        assert f"目前保留到 {day}" in person.get(f"/applications/{draft.pk}/{page}").content.decode()
    submit(draft, by=draft.operator.person)
    assert "目前保留到" not in person.get(f"/applications/{draft.pk}/").content.decode()


def test_command_says_what_would_go_and_removes_nothing(draft, files, capsys):
    left_alone(draft, 40)
    call_command("forget_draft_files", dry_run=True, json=True)
    told = json.loads(capsys.readouterr().out)
    assert (told["files"], told["drafts"][0]["application"], len(files())) == (1, str(draft.pk), 1)
    assert history_of("application", draft.pk).last().action == "evidence_added"
    call_command("forget_draft_files", days=41)
    assert Evidence.objects.exists()
    call_command("forget_draft_files")
    assert not Evidence.objects.exists()
    with pytest.raises(CommandError):
        call_command("forget_draft_files", days=0)
