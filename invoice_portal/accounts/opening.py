"""The bureau opens accounts: taxpayers, and operators who log in for them."""
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal

from . import tax_id as rules
from .models import FormerName, Operator, Person, Taxpayer
from .names import name_key
from .phone import clean_phone
from .tax_id_words import explain

SCOPES = ("purchases", "sales", "apply")


@transaction.atomic
def open_taxpayer(*, tax_id: str, name: str, kind: str | None = None, by: Person | None = None) -> Taxpayer:
    """Register a taxpayer, who may be known from a feed already. Doing it twice changes nothing.

    Refuses a bad tax ID, an empty name, and a name other than the one already registered.
    """
    tax_id, name = rules.clean(tax_id), name.strip()
    if problem := rules.problem(tax_id):
        raise Refusal("bad_tax_id", explain(problem), fields={"tax_id": explain(problem)})
    if not name or len(name) > 200:
        raise Refusal("bad_name", _("名称应为 1 至 200 个字。"), fields={"name": _("名称应为 1 至 200 个字。")})
    if kind and kind not in Taxpayer.Kind.values:
        raise Refusal("bad_kind", _("类型应为 ENTERPRISE 或 PERSON。"))
    fresh = {"name": name, "name_key": name_key(name), "kind": kind or rules.kind(tax_id)}
    taxpayer, _made = Taxpayer.objects.select_for_update().get_or_create(tax_id=tax_id, defaults=fresh)
    if taxpayer.registered_at:
        if taxpayer.name_key != fresh["name_key"]:
            text = _("%(tax_id)s 已登记，名称为“%(name)s”。") % {"tax_id": tax_id, "name": taxpayer.name}
            raise Refusal("name_differs", text, status=409, fields={"name": text})
        return taxpayer
    for field, value in fresh.items():
        setattr(taxpayer, field, value)
    taxpayer.registered_at = timezone.now()
    taxpayer.save()
    record("taxpayer", taxpayer.tax_id, "opened", by=by, name=name)
    return taxpayer


@transaction.atomic
def rename_taxpayer(taxpayer: Taxpayer, *, name: str, by: Person | None = None) -> None:
    """Give a taxpayer a new registered name, and keep the old one as a former name."""
    old = taxpayer.name
    taxpayer.name, taxpayer.name_key = name.strip(), name_key(name)
    taxpayer.save(update_fields=["name", "name_key"])
    add_former_name(taxpayer, name=old, by=by)


@transaction.atomic
def add_former_name(taxpayer: Taxpayer, *, name: str, by: Person | None = None) -> FormerName:
    """Note a name that the taxpayer bore before, so that invoices made out to it are still found."""
    former, made = FormerName.objects.get_or_create(
        taxpayer=taxpayer, name_key=name_key(name), defaults={"name": name.strip()}
    )
    if made:
        record("taxpayer", taxpayer.tax_id, "former_name_added", by=by, name=former.name)
    return former


@transaction.atomic
def open_operator(
    *, taxpayer: Taxpayer, code: str = "01", phone: str = "", password: str | None = None,
    person: Person | None = None, scopes: Iterable[str] = SCOPES, verified: bool = False, by: Person | None = None,
) -> Operator:  # fmt: skip
    """Let a person log in for a taxpayer: a new person, or ``person`` who logs in elsewhere already.

    Without a password they set one through the SMS reset, so a new person needs a password or a phone to get in.
    """
    code, scopes = _clean_code(code), _clean_scopes(scopes)
    if Operator.objects.filter(taxpayer=taxpayer, code=code).exists():
        raise Refusal("operator_exists", _("操作员 %(code)s 已存在。") % {"code": code}, status=409)
    if person and Operator.objects.filter(taxpayer=taxpayer, person=person).exists():
        raise Refusal("person_exists", _("此人已是该纳税人的操作员。"), status=409)
    if person and person.is_staff:
        raise Refusal("person_is_staff", _("工作人员不能兼任操作员。"))
    person = person or _new_person(phone=phone, password=password)
    operator = Operator.objects.create(
        taxpayer=taxpayer, person=person, code=code, verified_at=timezone.now() if verified else None,
        sees_purchases="purchases" in scopes, sees_sales="sales" in scopes, may_apply="apply" in scopes,
    )  # fmt: skip
    record("operator", operator.pk, "opened", by=by, tax_id=taxpayer.tax_id, code=code, scopes=sorted(scopes))
    return operator


def _new_person(*, phone: str, password: str | None) -> Person:
    person = Person(login=f"op-{uuid.uuid4().hex}", phone=clean_phone(phone) if phone else "")
    if password:
        person.set_password(password)
    else:
        person.set_unusable_password()
    person.save()
    return person


def _clean_code(code: str) -> str:
    code = rules.clean(code)
    if not (code.isalnum() and code.isascii() and len(code) <= 10):
        raise Refusal("bad_operator", _("操作员代码应为 1 至 10 位字母或数字。"), fields={"operator": code})
    return code


def _clean_scopes(scopes: Iterable[str]) -> set[str]:
    wanted = {scope.strip() for scope in scopes} - {""}
    if unknown := sorted(wanted - set(SCOPES)):
        raise Refusal("bad_scopes", _("权限只能是 purchases、sales、apply，不能是 %(what)s。") % {"what": unknown[0]})
    return wanted
