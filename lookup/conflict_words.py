"""What is incomplete or contradicted in a record, in words."""
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .field_words import field_word
from .models import Invoice

KINDS = {
    "MISSING_FIELD": _("记录不完整"),
    "DUPLICATE_DIFFERS": _("后来收到的同号发票与记录不一致"),
    "REPORTED": _("开票来源报告此票异常"),
}


def conflict_kind(conflict: str) -> str | Promise:
    """Return what sort of conflict it is."""
    return KINDS.get(conflict, conflict)


def conflict_words(invoice: Invoice) -> tuple[str | Promise, list[str]] | None:
    """Return (what is wrong, the fields concerned), None for a record without conflict."""
    if not invoice.conflict:
        return None
    detail: Mapping = invoice.conflict_detail
    return conflict_kind(invoice.conflict), [field_word(name) for name in detail.get("fields") or []]
