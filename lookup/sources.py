"""Sources (来源): who sends invoices, from which region, and how often."""
import re
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from invoice_portal.accounts.tokens import digest
from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal

from .models import Source
from .number import REGIONS

_CODE = re.compile(r"[A-Z0-9_-]{1,20}")
_EVERY = re.compile(r"([1-9][0-9]{0,4})([mhd])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def find_source(code: str) -> Source:
    """Return the registered source, or refuse."""
    source = Source.objects.filter(code=code).first()
    if source is None:
        raise Refusal("unknown_source", _("没有登记代码为“%(code)s”的来源。") % {"code": code}, status=404)
    return source


def span_of(text: str) -> timedelta:
    """Read how often a source sends: ``30m``, ``24h``, ``7d``."""
    found = _EVERY.fullmatch(text)
    if not found:
        raise Refusal("bad_interval", _("发送间隔应写作 30m、24h 或 7d。"))
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


@transaction.atomic
def register_source(*, code: str, name: str, region: str, every: timedelta, by=None) -> Source:
    """Register a source; one that is registered already takes the new name, region and interval."""
    if not _CODE.fullmatch(code):
        raise Refusal("bad_code", _("来源代码只能用大写字母、数字、横线，最多 20 个字符。"))
    if region not in REGIONS:
        raise Refusal("bad_region", _("没有代码为“%(region)s”的地区。") % {"region": region})
    if not 0 < len(name.strip()) <= 100:
        raise Refusal("bad_name", _("来源名称应为 1 至 100 个字符。"))
    said = {"name": name.strip(), "region": region, "every": every}
    known = Source.objects.filter(code=code).first()
    if known and all(getattr(known, field) == value for field, value in said.items()):
        return known
    source, made = Source.objects.update_or_create(code=code, defaults=said)
    record("source", source.code, "registered" if made else "changed", by=by, **said | {"every": str(every)})
    return source


@transaction.atomic
def issue_source_token(source: Source, *, by=None) -> str:
    """Return a new token in clear, for the only time; the source's older one ends."""
    token = secrets.token_urlsafe(32)
    Source.objects.filter(pk=source.pk).update(token_digest=digest(token))
    record("source", source.code, "token_issued", by=by)
    return token


def source_of_token(token: str) -> Source | None:
    return Source.objects.filter(token_digest=digest(token)).first()
