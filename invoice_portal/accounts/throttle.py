"""Too many failed logins: by account and by address, each on its own (django-axes counts)."""
import math
import time

from axes.helpers import get_client_ip_address
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.core.cache import cache
from django.db.models import Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from redis.exceptions import RedisError

from invoice_portal.refusal import Refusal


def account_name(tax_id: str, operator_code: str) -> str:
    """Return what failures of an account are counted under."""
    return f"{tax_id}/{operator_code}"


def forget_failures(tax_id: str, *operator_codes: str) -> None:
    """Forget the failures of an account after a success; those of its address stay."""
    for code in operator_codes:
        reset(username=account_name(tax_id, code))


def minutes_left(request: HttpRequest, username: str) -> int:
    """Return after how many minutes the next try is let through."""
    mine = Q(username=username) | Q(ip_address=get_client_ip_address(request))
    last = AccessAttempt.objects.filter(mine).aggregate(at=Max("attempt_time"))["at"] or timezone.now()
    return max(1, math.ceil((last + settings.AXES_COOLOFF_TIME - timezone.now()).total_seconds() / 60))


def too_many_text(minutes: int) -> str:
    text = ngettext(
        "登录失败次数过多，请 %(minutes)d 分钟后再试，或通过短信重设密码。",
        "登录失败次数过多，请 %(minutes)d 分钟后再试，或通过短信重设密码。",
        minutes,
    )
    return text % {"minutes": minutes}


def locked_out(request: HttpRequest, original: HttpResponse | None = None, credentials=None) -> HttpResponse:
    """Answer for django-axes: the login page has said it already; the admin's login gets a page of ours."""
    if original is not None and original.status_code == 429:
        return original
    minutes = minutes_left(request, (credentials or {}).get("username", ""))
    refusal = Refusal("too_many_failures", too_many_text(minutes), status=429, wait=minutes * 60)
    return refusal.onto(render(request, "refusal.html", {"refusal": refusal}, status=429))


def limit(request: HttpRequest, what: str, *, times: int, seconds: int) -> None:
    """Refuse what an address asks for more than so many times in a while."""
    limit_of(f"{what}:{get_client_ip_address(request)}", times=times, seconds=seconds)


def limit_of(whose: str, *, times: int, seconds: int) -> None:
    """Refuse what is done under one name more than so many times in a while."""
    key = f"limit:{whose}"
    try:
        count = 1 if cache.add(key, 1, seconds) else cache.incr(key)
        if count == 1:
            cache.set(f"{key}:until", time.time() + seconds, seconds)
        until = cache.get(f"{key}:until") if count > times else None
    except ValueError:  # it lapsed between the two
        return
    except RedisError as down:
        raise Refusal("unavailable", _("系统暂时无法处理，请稍后再试。"), status=503) from down
    if count > times:
        left = max(1, math.ceil((until or time.time() + seconds) - time.time()))
        minutes = math.ceil(left / 60)
        text = ngettext(
            "操作过于频繁，请 %(minutes)d 分钟后再试。", "操作过于频繁，请 %(minutes)d 分钟后再试。", minutes
        )
        raise Refusal("too_many_requests", text % {"minutes": minutes}, status=429, wait=left)
