"""Scopes (权限): what an operator may see and do."""
from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from invoice_portal.refusal import Refusal

from .models import Operator

#: Each scope, and the column of the operator that holds it.
COLUMNS = {"purchases": "sees_purchases", "sales": "sees_sales", "apply": "may_apply"}
SCOPES = tuple(COLUMNS)
#: Each scope as people read it.
WORDS: dict[str, Promise] = {
    "purchases": gettext_lazy("可看进项"), "sales": gettext_lazy("可看销项"), "apply": gettext_lazy("可提交申请"),
}  # fmt: skip


def clean_scopes(scopes: Iterable[str]) -> set[str]:
    """Return the scopes meant; refuse a word that is none. Nothing at all is possible: an operator who sees nothing."""
    wanted = {scope.strip() for scope in scopes} - {""}
    if unknown := sorted(wanted - set(SCOPES)):
        wrong = _("权限只能是 purchases、sales、apply，不能是 %(what)s。") % {"what": unknown[0]}
        raise Refusal("bad_scopes", wrong, fields={"scopes": wrong})
    return wanted


def columns_of(scopes: set[str]) -> dict[str, bool]:
    """Return the operator's columns that say these scopes."""
    return {column: scope in scopes for scope, column in COLUMNS.items()}


def scopes_of(operator: Operator) -> list[str]:
    """Return the operator's scopes, sorted."""
    return sorted(scope for scope, column in COLUMNS.items() if getattr(operator, column))
