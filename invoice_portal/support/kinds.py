"""The kinds of notices in groups that people choose channels for: the one table; a kind in no group fails the tests."""
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Group:
    """``must_reach``: a time limit runs from it, so one way outside the portal stays open where there is any."""

    code: str
    name: Promise
    kinds: tuple[str, ...]
    must_reach: bool = False


GROUPS: tuple[Group, ...] = (
    Group("applications", _("我的申请：补正、决定、材料"),
          ("application_submitted", "application_returned", "application_settled", "application_rejected",
           "application_withdrawn", "evidence_infected", "draft_files_expiring"), must_reach=True),
    Group("watches", _("我关注的发票：到达、异常、迟到"),
          ("watch_accepted", "watch_quarantined", "watch_wrong_title", "watch_overdue")),
    Group("inquiries", _("咨询、投诉和建议的答复"), ("chat_answer", "complaint_asked", "complaint_answered")),
    Group("account", _("我的账户：密码、手机号、电子邮箱的更改"),
          ("password_changed", "phone_changed", "email_changed"), must_reach=True),
    Group("rights", _("权限的申请和决定"), ("right_asked", "right_granted", "right_declined")),
)  # fmt: skip
BY_CODE = {group.code: group for group in GROUPS}
_GROUP_OF = {kind: group.code for group in GROUPS for kind in group.kinds}


def group_of(kind: str) -> str:
    """Return the code of the group; "" for a kind of an earlier release."""
    return _GROUP_OF.get(kind, "")
