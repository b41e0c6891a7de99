"""Pages through notices by the last one seen, so that a page costs the same however deep it lies."""
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from invoice_portal.refusal import Refusal

from .models import Notice

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Notice]
    next_cursor: str | None


def page_of(notices: QuerySet[Notice], cursor: str = "", limit: int = PAGE_SIZE) -> Page:
    """Return the notices that follow the one named by ``cursor``; refuse a cursor that is not one of theirs."""
    if cursor:
        last = notices.filter(pk=_uuid(cursor)).first()
        if last is None:
            raise _bad_cursor()
        notices = notices.filter(Q(created_at__lt=last.created_at) | Q(created_at=last.created_at, id__lt=last.id))
    rows = list(notices[: limit + 1])
    more = len(rows) > limit
    return Page(rows[:limit], str(rows[limit - 1].pk) if more else None)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise _bad_cursor() from None


def _bad_cursor() -> Refusal:
    return Refusal("bad_cursor", _("翻页位置无效，请从第一页开始。"), fields={"cursor": _("无效")})
