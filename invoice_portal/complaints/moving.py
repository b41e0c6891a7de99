"""The states of a complaint, and the one door through which it changes. Guards are data."""
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Person
from invoice_portal.attachments.models import Attachment
from invoice_portal.history.record import record
from invoice_portal.office.working_days import counted, moved
from invoice_portal.refusal import Refusal
from invoice_portal.support.notices import notify

from .models import Complaint, ComplaintText
from .permissions import why_not_handle
from .receiving import MOST_LETTERS
from .routing import DAYS

State = Complaint.State
OFFICE, PERSON = "office", "person"


@dataclass(frozen=True, slots=True)
class Step:
    """One allowed change: from which states, to which, whose act it is, and whether they say something with it."""

    sources: tuple[State, ...]
    target: State
    who: str
    says: bool
    notice: str = ""


STEPS = {
    "take": Step((State.RECEIVED, State.IN_HANDLING), State.IN_HANDLING, OFFICE, says=False),
    "ask": Step((State.IN_HANDLING,), State.ASKED, OFFICE, says=True, notice="complaint_asked"),
    "answer": Step((State.IN_HANDLING,), State.ANSWERED, OFFICE, says=True, notice="complaint_answered"),
    "add": Step((State.RECEIVED, State.IN_HANDLING), State.IN_HANDLING, PERSON, says=True),
    "reply": Step((State.ASKED,), State.IN_HANDLING, PERSON, says=True),
    "raise": Step((State.ANSWERED,), State.IN_HANDLING, PERSON, says=True),
}


def allowed(complaint: Complaint, who: str) -> list[str]:
    """Return the steps that this side may take now."""
    names = [name for name, step in STEPS.items() if step.who == who and complaint.state in step.sources]
    return [name for name in names if name != "raise" or not complaint.raised]


@transaction.atomic
def move(
    complaint: Complaint, name: str, *, by: Person | None, text: str = "", files: list[Attachment] | None = None,
    version: int | None = None,
) -> Complaint:  # fmt: skip
    """Take one step. Raises :class:`Refusal` if its state, read under a lock, or who asks does not allow it.

    Args:
        by: the acting person; None for somebody without an account.
        version: of the page that was acted from; another one by now is refused with what changed.
    """
    step, locked = STEPS[name], Complaint.objects.select_for_update().get(pk=complaint.pk)
    _check(locked, name, step, by=by, text=text, version=version)
    before, today = locked.state, timezone.localdate()
    if step.says:
        said = ComplaintText.objects.create(
            complaint=locked, author="OFFICE" if step.who == OFFICE else "PERSON", by=by, text=text.strip()
        )
        said.files.set(files or [])
    _turn_clock(locked, name, today)
    if name == "take":
        locked.handler = by
    locked.raised = locked.raised or name == "raise"
    # What is added before anyone took it leaves it waiting.
    locked.state = before if name == "add" else step.target
    locked.version += 1
    locked.save()
    record("complaint", locked.pk, name, by=by, before=before, after=locked.state)
    if step.notice and locked.operator:
        notify(
            locked.operator.taxpayer, operator=locked.operator, kind=step.notice,
            params={"reference": locked.reference}, link=f"/feedback/{locked.pk}/",
            dedupe_key=f"{step.notice}:{locked.pk}:{locked.version}",
        )  # fmt: skip
    return locked


def _check(
    locked: Complaint, name: str, step: Step, *, by: Person | None, text: str, version: int | None
) -> None:  # fmt: skip
    if step.who == OFFICE and by is not None and (refusal := why_not_handle(by, locked)):
        raise refusal
    stale = version is not None and version != locked.version
    if stale or name not in allowed(locked, step.who):
        words = {"state": locked.get_state_display()}
        text = _("这件投诉或建议现在的状态是“%(state)s”，不能再做这一步。请刷新页面查看最新情况。")
        raise Refusal("state_changed", text % words, status=409)
    if name in ("ask", "answer") and locked.handler_id != (by and by.pk):
        raise Refusal("not_taken", _("请先领取，再答复。"), status=409)
    if step.says and not text.strip():
        raise Refusal("text_missing", _("请写明内容。"), fields={"text": _("请写明内容。")})
    if len(text) > MOST_LETTERS:
        long = _("内容过长，最多 %(most)s 个字；更多内容可以作为文件附上。") % {"most": MOST_LETTERS}
        raise Refusal("text_too_long", long, fields={"text": long})


def _turn_clock(complaint: Complaint, name: str, today) -> None:
    """The promise rests while the person is asked, and begins anew for one who was not content."""
    if name == "ask":
        complaint.asked_on = today
    elif name == "reply":
        if complaint.due_on and complaint.asked_on:
            complaint.due_on = moved(complaint.due_on, counted(complaint.asked_on, today))
        complaint.asked_on = None
    elif name == "raise":
        complaint.due_on = moved(today, DAYS[Complaint.Category(complaint.category)])
