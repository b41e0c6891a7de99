"""What may be wrong with a party as typed: a tax ID that cannot be, a name that is nearly a known one."""
import re

from django.utils.translation import gettext as _

from invoice_portal.accounts import tax_id as rules
from invoice_portal.accounts.names import name_key
from invoice_portal.accounts.tax_id_words import explain
from lookup.trace.slips import one_slip

from .known import meant_name
from .own import Own

_SHAPE = re.compile(r"[0-9A-Z]{12,}")
#: Two names so short may well be two names.
_SHORTEST = 4


def tax_id_words(typed: str, own: Own | None) -> str:
    """Say what is wrong with a tax ID, and whether one's own was meant; empty if nothing is."""
    tax_id = rules.clean(typed)
    if not tax_id or (own and tax_id == own.tax_id):
        return ""
    if own and one_slip(tax_id, own.tax_id):
        return _("与您的识别号 %(tax_id)s 只差一处，请核对。") % {"tax_id": own.tax_id}
    found = rules.problem(tax_id)
    return explain(found) if found else ""


def party_words(typed: str, own: Own | None, party: str) -> str:
    """Say what may be wrong with a name part or a tax ID, whichever it is, of the ``buyer`` or ``seller``."""
    is_tax_id = _SHAPE.fullmatch(rules.clean(typed))
    return tax_id_words(typed, own) if is_tax_id else name_words(typed, own, party)


def name_words(typed: str, own: Own | None, party: str) -> str:
    """Say that a name is nearly one of the taxpayer's own, or one that it had before, or that of one it deals with."""
    key = name_key(typed)
    if own is None or len(key) < _SHORTEST or key == name_key(own.name):
        return ""
    for name in (own.name, *own.former):
        if one_slip(key, name_key(name)):
            return _("与您登记的名称“%(name)s”只差一处，请核对。") % {"name": name}
    if any(key == name_key(name) for name in own.former):
        return _("这是您的曾用名；您现在的名称是“%(name)s”。请按发票上印的填写。") % {"name": own.name}
    if name := meant_name(own.operator, party, key):
        customer, supplier = _("与您的客户“%(name)s”只差一处，请核对。"), _("与您的供应商“%(name)s”只差一处，请核对。")
        return (customer if party == "buyer" else supplier) % {"name": name}
    return ""
