"""The bureau opens accounts: taxpayers, and operators who log in for them."""
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal

from . import tax_id as rules
from .administration import why_not_give
from .cleaning import clean_email, clean_name, clean_operator_code, clean_person_name
from .models import FormerName, Operator, Person, Taxpayer
from .names import name_key, name_parts
from .permissions import insist, why_not_bring_person, why_not_keep_operators, why_not_open
from .phone import clean_phone
from .regions import bureau_of
from .scopes import SCOPES, clean_scopes, columns_of
from .tax_id_words import explain


@transaction.atomic
def open_taxpayer(*, tax_id: str, name: str, kind: str | None = None, by: Person | None = None) -> Taxpayer:
    """Register a taxpayer, who may be known from a feed already. Doing it twice changes nothing.

    Refuses a bad tax ID, an empty name, a name other than the one already registered, and an actor who may not.
    """
    tax_id = rules.clean(tax_id)
    if problem := rules.problem(tax_id):
        raise Refusal("bad_tax_id", explain(problem), fields={"tax_id": explain(problem)})
    insist(why_not_open(by, tax_id))
    name = clean_name(name)
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
    taxpayer.registered_at, taxpayer.bureau = timezone.now(), bureau_of(tax_id)
    taxpayer.save()
    _list_names(taxpayer)
    record("taxpayer", taxpayer.tax_id, "opened", by=by, name=name)
    return taxpayer


@transaction.atomic
def rename_taxpayer(taxpayer: Taxpayer, *, name: str, by: Person | None = None) -> bool:
    """Give a taxpayer a new registered name, and keep the old one as a former name. Tells whether anything changed.

    Only another way of writing the same name (brackets, width, spaces) replaces the old one.
    """
    insist(why_not_open(by, taxpayer.tax_id))
    Taxpayer.objects.select_for_update().get(pk=taxpayer.pk)
    taxpayer.refresh_from_db()
    old, new = taxpayer.name, clean_name(name)
    if old == new:
        return False
    taxpayer.name, taxpayer.name_key = new, name_key(new)
    taxpayer.save(update_fields=["name", "name_key"])
    record("taxpayer", taxpayer.tax_id, "renamed", by=by, before=old, after=new)
    if name_key(old) != name_key(new):
        add_former_name(taxpayer, name=old, by=by)
    _list_names(taxpayer)
    return True


@transaction.atomic
def add_former_name(taxpayer: Taxpayer, *, name: str, by: Person | None = None) -> FormerName:
    """Note a name that the taxpayer bore before, so that invoices made out to it are still found."""
    insist(why_not_open(by, taxpayer.tax_id))
    name = clean_name(name)
    former, made = FormerName.objects.get_or_create(
        taxpayer=taxpayer, name_key=name_key(name), defaults={"name": name}
    )
    if made:
        _list_names(taxpayer)
        record("taxpayer", taxpayer.tax_id, "former_name_added", by=by, name=former.name)
    return former


@transaction.atomic
def open_operator(
    *, taxpayer: Taxpayer, code: str = "01", phone: str = "", email: str = "", name: str = "",
    password: str | None = None, person: Person | None = None, scopes: Iterable[str] = SCOPES, verified: bool = False,
    by: Person | None = None,
) -> Operator:  # fmt: skip
    """Let a person log in for a taxpayer: a new person, or ``person`` who logs in elsewhere already.

    Without a password they set one through the SMS reset, so a new person needs a password or a phone to get in.
    Refuses a code in use now or before, an unknown scope, and an actor who may not.
    """
    code, scopes = clean_operator_code(code), clean_scopes(scopes)
    insist(why_not_keep_operators(by, taxpayer))
    insist(why_not_give(by, taxpayer, scopes))
    # Two who open the same operator at once take turns; the second is refused.
    Taxpayer.objects.select_for_update().get(pk=taxpayer.pk)
    if Operator.objects.filter(taxpayer=taxpayer, code=code).exists():
        text = _("操作员 %(code)s 已存在或已停用，请换一个代码。") % {"code": code}
        raise Refusal("operator_exists", text, status=409, fields={"operator": text})
    if person:
        _check_person(person, taxpayer, by)
    person = person or _new_person(phone=phone, email=email, name=name, password=password)
    operator = Operator.objects.create(
        taxpayer=taxpayer, person=person, code=code, verified_at=timezone.now() if verified else None,
        **columns_of(scopes),
    )  # fmt: skip
    record("operator", operator.pk, "opened", by=by, tax_id=taxpayer.tax_id, code=code, scopes=sorted(scopes))
    return operator


def _check_person(person: Person, taxpayer: Taxpayer, by: Person | None) -> None:
    insist(why_not_bring_person(by))
    if Operator.objects.filter(taxpayer=taxpayer, person=person).exists():
        raise Refusal("person_exists", _("此人已是或曾是该纳税人的操作员。"), status=409)
    if person.is_staff:
        raise Refusal("person_is_staff", _("工作人员不能兼任操作员。"))


def _new_person(*, phone: str, email: str, name: str, password: str | None) -> Person:
    person = Person(login=f"op-{uuid.uuid4().hex}", phone=clean_phone(phone) if phone.strip() else "")
    person.email, person.name = clean_email(email), clean_person_name(name)
    if password:
        person.set_password(password)
    else:
        person.set_unusable_password()
    person.save()
    return person


def _list_names(taxpayer: Taxpayer) -> None:
    """Keep what the bureau's list finds the taxpayer by: the parts of its name and of its former names."""
    keys = [taxpayer.name_key, *taxpayer.former_names.values_list("name_key", flat=True)]
    taxpayer.name_parts = sorted({part for key in keys for part in name_parts(key)})
    taxpayer.save(update_fields=["name_parts"])
