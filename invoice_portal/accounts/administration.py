"""The administrator (管理员) of a taxpayer: its first operator, who keeps its other operators.

One at a time: when the bureau ends the first, the next becomes it.
"""
from collections.abc import Set

from django.utils.translation import gettext as _

from invoice_portal.refusal import Refusal

from .models import Operator, Person, Taxpayer
from .scopes import scopes_of


def administrator_of(taxpayer: Taxpayer) -> Operator | None:
    """Return the first of the taxpayer's operators who are in office."""
    return taxpayer.operators.active().select_related("person").order_by("created_at", "code").first()


def is_administrator(operator: Operator) -> bool:
    first = administrator_of(operator.taxpayer)
    return first is not None and first.pk == operator.pk


def administers(by: Person | None, taxpayer: Taxpayer) -> bool:
    """Tell whether this person is the taxpayer's administrator; the bureau and the system are not."""
    if by is None or by.is_staff:
        return False
    first = administrator_of(taxpayer)
    return first is not None and first.person_id == by.pk


def why_not_oneself(by: Person | None, operator: Operator) -> Refusal | None:
    """Return why one may not do this to oneself: nobody widens their own rights, or leaves nobody behind."""
    if by is None or operator.person_id != by.pk:
        return None
    text = _("管理员不能更改自己的权限，也不能停用自己；请到主管税务机关办理。")
    return Refusal("own_account", text, status=403)


def why_not_give(by: Person | None, taxpayer: Taxpayer, scopes: Set[str]) -> Refusal | None:
    """Return why these scopes are not the person's to give, or None: an administrator gives what they have."""
    if not scopes or not administers(by, taxpayer):
        return None
    if scopes <= set(scopes_of(administrator_of(taxpayer))):
        return None
    text = _("您自己没有这项权限，不能授予他人；请到主管税务机关办理。")
    return Refusal("beyond_own_scopes", text, status=403, fields={"scopes": text})
