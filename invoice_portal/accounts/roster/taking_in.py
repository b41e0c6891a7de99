"""Opens the accounts of a roster, each row in a transaction of its own."""
from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from invoice_portal.refusal import Refusal

from ..finding import find_person
from ..models import Operator, Person, Taxpayer
from ..names import name_key
from ..opening import add_former_name, open_operator, open_taxpayer
from ..permissions import insist, why_not_open
from ..phone import clean_phone
from ..scopes import SCOPES, clean_scopes, scopes_of
from ..tax_id import clean
from .headings import former_names_in, scopes_in
from .reading import Row, read_roster
from .report import Outcome, Report, Told

#: A row that names an operator whom a later row opens waits for it.
_WAITS = {"unknown_taxpayer", "unknown_operator"}
_EVERY = 500


def take_in(
    data: bytes, *, by: Person | None = None, most: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> Report:  # fmt: skip
    """Open what is new in a roster. What is open already stays as it is; a bad row never stops the others.

    Raises :class:`Refusal` when the actor may not, the file can't be read, or it has more than ``most`` rows.
    """
    insist(why_not_open(by))
    roster = read_roster(data)
    if most and len(roster.rows) > most:
        text = _("这里一次最多导入 %(most)d 行，请分成几个文件，或使用命令 import_taxpayers。") % {"most": most}
        raise Refusal("too_many_rows", text, fields={"file": text})
    told: dict[int, Told] = {}
    waiting = roster.rows
    while waiting:
        again = []
        for row in waiting:
            told[row.line], code = _tell(row, by)
            if code in _WAITS:
                again.append(row)
            if progress and len(told) % _EVERY == 0:
                progress(len(told))
        # Another round only if this one opened something that they may have waited for.
        opened = any(told[row.line].outcome == Outcome.OPENED for row in waiting)
        waiting = again if opened else []
    return Report([told[row.line] for row in roster.rows], roster.ignored)


def _tell(row: Row, by: Person | None) -> tuple[Told, str]:
    """Return what became of the row, and the code of the refusal, if it was one."""
    tax_id, operator = clean(row.cells.get("tax_id", ""))[:40], clean(row.cells.get("operator", ""))[:20] or "01"
    try:
        if row.fault:
            raise Refusal("unreadable", row.fault)
        return Told(row.line, tax_id, operator, _open(row.cells, by)), ""
    except Refusal as refusal:
        field = next(iter(refusal.fields), "")
        return Told(row.line, tax_id, operator, Outcome.REFUSED, field, str(refusal.detail)), refusal.code


@transaction.atomic
def _open(cells: dict[str, str], by: Person | None) -> Outcome:
    """Open the account unless it is open already and agrees."""
    scopes, formers = scopes_in(cells["scopes"]), former_names_in(cells["former_names"])
    scopes = None if scopes is None else clean_scopes(scopes)
    # The taxpayer's row stays locked until the end: two imports of one roster take turns.
    taxpayer = open_taxpayer(tax_id=cells["tax_id"], name=cells["name"], by=by)
    code = cells["operator"] or "01"
    here = taxpayer.operators.filter(code=clean(code)).select_related("person", "taxpayer").first()
    if here:
        _check_agrees(here, cells, scopes, formers)
        return Outcome.UNCHANGED
    person = _person(cells)
    for former in formers:
        _add_former_name(taxpayer, former, by)
    open_operator(
        taxpayer=taxpayer, code=code, phone=cells["phone"], email=cells["email"], person=person,
        scopes=SCOPES if scopes is None else scopes, by=by,
    )  # fmt: skip
    return Outcome.OPENED


def _person(cells: dict[str, str]) -> Person | None:
    """Return who logs in elsewhere already, or None for somebody new, who needs a phone."""
    if not cells["acts_as"]:
        if not cells["phone"]:
            text = _("新操作员必须有手机号：密码由本人通过短信设置，名册中没有密码。")
            raise Refusal("no_phone", text, fields={"phone": text})
        return None
    person = find_person(cells["acts_as"], phone=cells["phone"])
    if cells["email"] not in ("", person.email):
        text = _("此人已登记另一个电子邮箱，请不要再填。")
        raise Refusal("email_differs", text, fields={"email": text})
    return person


def _add_former_name(taxpayer: Taxpayer, name: str, by: Person | None) -> None:
    try:
        add_former_name(taxpayer, name=name, by=by)
    except Refusal as refusal:
        raise Refusal(refusal.code, refusal.detail, fields={"former_names": refusal.detail}) from refusal


def _check_agrees(here: Operator, cells: dict[str, str], scopes: set[str] | None, formers: list[str]) -> None:
    """Refuse a row that says of an open account what the account is not: a roster opens, it changes nothing."""
    differs = {
        "operator": here.ended_at is not None,
        "phone": bool(cells["phone"]) and clean_phone(cells["phone"]) != here.person.phone,
        "scopes": scopes is not None and sorted(scopes) != scopes_of(here),
        "former_names": bool({name_key(name) for name in formers} - _known_names(here)),
        "acts_as": bool(cells["acts_as"]) and not _acts_as(here.person, cells["acts_as"]),
        "email": bool(cells["email"]) and cells["email"] != here.person.email,
    }
    field = next((field for field, wrong in differs.items() if wrong), None)
    if field == "operator":
        text = _("操作员 %(code)s 已停用，不能重新开立，请换一个代码。") % {"code": here.code}
        raise Refusal("operator_ended", text, status=409, fields={field: text})
    if field:
        text = _("操作员 %(code)s 已开立，这一项与登记的不同；更改请在工作台办理。") % {"code": here.code}
        raise Refusal("operator_differs", text, status=409, fields={field: text})


def _known_names(here: Operator) -> set[str]:
    return set(here.taxpayer.former_names.values_list("name_key", flat=True))


def _acts_as(person: Person, acts_as: str) -> bool:
    tax_id, _slash, code = acts_as.partition("/")
    named = person.operators.filter(taxpayer__tax_id=clean(tax_id))
    return (named.filter(code=clean(code)) if code else named).exists()
