"""How a complaint stands against its promise, in a word and a tone."""
from django.utils import timezone
from django.utils.translation import gettext as _

from invoice_portal.office.working_days import counted

from ..models import Complaint

State = Complaint.State
_SOON = 2


def standing_of(complaint: Complaint) -> tuple[str, str]:
    """Return (tone, words)."""
    if complaint.state == State.ANSWERED:
        return "success", _("已答复")
    if complaint.state == State.ASKED or complaint.due_on is None:
        return "primary", _("等待补充")
    today = timezone.localdate()
    if complaint.due_on < today:
        return "danger", _("✖ 超期 %(days)s 个工作日") % {"days": counted(complaint.due_on, today)}
    left = counted(today, complaint.due_on)
    return ("warning" if left <= _SOON else "info"), _("还有 %(days)s 个工作日") % {"days": left}
