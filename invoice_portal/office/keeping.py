"""The one door through which hours and contacts change."""
from django.db import models, transaction
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Person
from invoice_portal.accounts.roles import Role, role_of
from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal

from .contacts import forget_foot

KEEPING = {Role.ADMINISTRATOR, Role.SUPERVISOR}


def may_keep(person: Person) -> bool:
    return role_of(person) in KEEPING


@transaction.atomic
def keep(row: models.Model, *, by: Person) -> None:
    """Write a row and what changed in it. Raises :class:`Refusal` for anyone but administrators and supervisors."""
    _check(by)
    before = type(row).objects.select_for_update().filter(pk=row.pk).values().first() or {}
    row.full_clean()
    row.save()
    after = type(row).objects.filter(pk=row.pk).values().get()
    changed = {name: str(value) for name, value in after.items() if before.get(name) != value}
    if changed:
        record(row._meta.model_name, row.pk, "change" if before else "add", by=by, changed=changed)
        transaction.on_commit(forget_foot)


@transaction.atomic
def drop(row: models.Model, *, by: Person) -> None:
    """Delete a row, telling what it was."""
    _check(by)
    record(row._meta.model_name, row.pk, "delete", by=by, was=str(row))
    row.delete()
    transaction.on_commit(forget_foot)


def _check(by: Person) -> None:
    if not may_keep(by):
        raise Refusal("not_for_role", _("只有主管和系统管理员可以修改。"), status=403)
