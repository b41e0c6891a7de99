"""Pages by the last row shown, however many rows there are: the same cost for the first page and the hundredth."""
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from invoice_portal.refusal import Refusal

PAGE_SIZE = 20
_SIGNER = signing.Signer(salt="invoice_portal.paging")


class _Text(signing.JSONSerializer):
    """Times, to the microsecond, and ids as text; the database reads them back."""

    def dumps(self, obj: Any) -> bytes:
        return json.dumps(obj, default=str, separators=(",", ":")).encode()


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Any]
    next_cursor: str | None


def page_of(
    branches: QuerySet | Sequence[QuerySet], keys: Sequence[str], cursor: str = "", limit: int = PAGE_SIZE
) -> Page:
    """Return the rows after the cursor, greatest keys first; ``keys`` name one or two fields, the last unique.

    Several branches (purchases and sales) are read each by its own index and joined; a row of both comes once.
    Raises :class:`Refusal` for a cursor that was not given out for such a list.
    """
    branches = [branches] if isinstance(branches, QuerySet) else branches
    after = _after(keys, cursor) if cursor else Q()
    order = [f"-{key}" for key in keys]
    found = {row.pk: row for branch in branches for row in branch.filter(after).order_by(*order)[: limit + 1]}
    rows = sorted(found.values(), key=lambda row: _values(row, keys), reverse=True)
    more = len(rows) > limit
    rows = rows[:limit]
    cursor = _SIGNER.sign_object([list(keys), *_values(rows[-1], keys)], serializer=_Text) if more else None
    return Page(rows, cursor)


def _values(row: Model, keys: Sequence[str]) -> list[Any]:
    return [getattr(row, key) for key in keys]


def _after(keys: Sequence[str], cursor: str) -> Q:
    try:
        named, *values = _SIGNER.unsign_object(cursor, serializer=_Text)
    except (signing.BadSignature, ValueError, TypeError):
        named, values = None, []
    if named != list(keys):
        detail = _("翻页位置无效或已损坏，请从第一页重新查询。")
        raise Refusal("bad_cursor", detail, fields={"cursor": detail})
    first, last = keys[0], keys[-1]
    if len(keys) == 1:
        return Q(**{f"{first}__lt": values[0]})
    return Q(**{f"{first}__lte": values[0]}) & (Q(**{f"{first}__lt": values[0]}) | Q(**{f"{last}__lt": values[1]}))
