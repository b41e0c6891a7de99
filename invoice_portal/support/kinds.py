"""The kinds of notices, in the groups they are shown in: the one table; a kind that is not in it fails the tests."""
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """``must_reach``: a time limit or a right hangs on it, so one way outside the portal stays open if there is any."""

    code: str
    must_reach: bool = False


@dataclass(frozen=True)
class Group:
    code: str
    name: Promise
    kinds: tuple[Kind, ...]


def _must(code: str) -> Kind:
    return Kind(code, must_reach=True)


GROUPS: tuple[Group, ...] = (
    Group("applications", _("我的申请：补正、决定、材料"),
          (Kind("application_submitted"), _must("application_returned"), _must("application_settled"),
           _must("application_rejected"), Kind("application_withdrawn"), _must("evidence_infected"),
           _must("draft_files_expiring"))),
    Group("watches", _("我关注的发票：到达、异常、迟到"),
          (Kind("watch_accepted"), Kind("watch_quarantined"), Kind("watch_wrong_title"), Kind("watch_overdue"))),
    Group("inquiries", _("咨询、投诉和建议的答复"),
          (Kind("chat_answer"), Kind("complaint_asked"), Kind("complaint_answered"))),
    Group("account", _("我的账户：密码、手机号、电子邮箱的更改"),
          (_must("password_changed"), _must("phone_changed"), _must("email_changed"))),
    Group("rights", _("权限的申请和决定"), (Kind("right_asked"), Kind("right_granted"), Kind("right_declined"))),
)  # fmt: skip
#: By code. A kind of an earlier release is not in it.
KINDS = {kind.code: kind for group in GROUPS for kind in group.kinds}
