"""Whether whoever asks is held back now, and how they are told."""
import math
from collections.abc import Iterable

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from invoice_portal.refusal import Refusal

from ..models import Misuse
from .sources import Asking

#: Seconds up to which minutes are told, instead of whom to turn to.
_SHORT = 3600


def refuse_if_held(kind: str, sources: Iterable[Asking]) -> None:
    """Refuse (429) before anything is looked up, so that nothing is learnt from the time it takes. One query."""
    until = held(kind, sources).aggregate(at=Max("until"))["at"]
    if until is None:
        return
    seconds = max(1, math.ceil((until - timezone.now()).total_seconds()))
    words = {"why": _why(kind), "when": _when(seconds), "instead": _instead(kind)}
    raise Refusal("held_back", (_("%(why)s%(when)s%(instead)s") % words).strip(), status=429, wait=seconds)


def held(kind: str, sources: Iterable[Asking]) -> QuerySet[Misuse]:
    """Return what holds these sources back now."""
    keys = [asking.key for asking in sources]
    return Misuse.objects.filter(kind=kind, key__in=keys, state__in=Misuse.OPEN, until__gt=timezone.now())


def _why(kind: str) -> str:
    return {
        Misuse.Kind.NUMBERS: _("查了太多查不到的号码。为防止有人逐个试号码，"),
        Misuse.Kind.CODES: _("输错的编码太多。为防止有人逐个试，"),
        Misuse.Kind.ACCOUNTS: _("来自您所在网络的登录失败太多。为保护账户，"),
    }[Misuse.Kind(kind)]


def _when(seconds: int) -> str:
    if seconds <= _SHORT:
        minutes = math.ceil(seconds / 60)
        text = ngettext("请 %(minutes)d 分钟后再试。", "请 %(minutes)d 分钟后再试。", minutes)
        return text % {"minutes": minutes}
    hours = math.ceil(seconds / 3600)
    text = ngettext(
        "已暂停 %(hours)d 小时；确有需要的，请联系主管税务机关解除。",
        "已暂停 %(hours)d 小时；确有需要的，请联系主管税务机关解除。",
        hours,
    )
    return text % {"hours": hours}


def _instead(kind: str) -> str:
    """Lead whoever has work to do to where it is not held back."""
    return _("要查许多发票，请用“批量追踪”，一次可传一整份台账。") if kind == Misuse.Kind.NUMBERS else ""
