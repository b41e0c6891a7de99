"""How the bureau is reached: for the contact page, for machines that read it, and for the foot of every page."""
import json
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from invoice_portal.languages import is_chinese

from .models import OfficeContact, OfficeHours

_FOOT = "office:foot"
_KEEP_SECONDS = 300
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: What would end a script element inside it.
_ESCAPED = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def shown() -> list[OfficeContact]:
    """Return the contacts of the page, with ``title`` and ``times`` in the reader's language."""
    rows = list(OfficeContact.objects.filter(shown=True))
    chinese = is_chinese(get_language())
    for row in rows:
        row.title = row.name if chinese else row.name_en
        row.times = row.hours if chinese else row.hours_en or row.hours
    return rows


def in_foot() -> dict[str, str] | None:
    """Return name and telephone number for the foot of every page; kept for some minutes, since every page asks."""
    try:
        found = cache.get(_FOOT)
    except RedisError:
        found = None
    if found is None:
        row = OfficeContact.objects.filter(first=True, shown=True).first()
        found = {"name": row.name, "name_en": row.name_en, "phone": row.phone} if row else {}
        _remember(found)
    if not found:
        return None
    return {"name": found["name"] if is_chinese(get_language()) else found["name_en"], "phone": found["phone"]}


def _remember(found: dict[str, str]) -> None:
    try:
        cache.set(_FOOT, found, _KEEP_SECONDS)
    except RedisError:
        return


def forget_foot() -> None:
    """Show the next reader what holds now."""
    try:
        cache.delete(_FOOT)
    except RedisError:
        return


def for_machines(rows: list[OfficeContact]) -> SafeString:
    """Return the contacts as JSON-LD in the words of schema.org (GovernmentOffice)."""
    hours = [
        {"@type": "OpeningHoursSpecification", "dayOfWeek": f"https://schema.org/{_DAYS[row.weekday]}",
         "opens": f"{row.opens:%H:%M}", "closes": f"{row.closes:%H:%M}"}
        for row in OfficeHours.objects.all()
    ]  # fmt: skip
    told = {
        "@context": "https://schema.org", "@type": "GovernmentOffice", "name": str(_name()),
        "url": settings.PUBLIC_URL, "openingHoursSpecification": hours,
        "contactPoint": [_point(row) for row in rows if row.phone],
        "address": [row.address for row in rows if row.address],
    }  # fmt: skip
    return mark_safe(json.dumps(told, ensure_ascii=False).translate(_ESCAPED))  # noqa: S308 - escaped above


def _name() -> str | Promise:
    return _("发票查找与补录")


def _point(row: OfficeContact) -> dict[str, Any]:
    point = {"@type": "ContactPoint", "contactType": "customer service", "name": row.title, "telephone": row.phone}
    return point | ({"areaServed": row.get_region_display()} if row.region else {"areaServed": "CN"})
