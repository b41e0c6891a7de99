"""Finding the taxpayer or operator that someone names."""
from django.utils.translation import gettext as _

from invoice_portal.refusal import Refusal

from . import tax_id as rules
from .models import Operator, Person, Taxpayer
from .phone import clean_phone
from .tax_id_words import explain


def find_taxpayer(tax_id: str) -> Taxpayer:
    """Return the registered taxpayer with this tax ID; refuse, saying what is wrong with the ID if anything is."""
    tax_id = rules.clean(tax_id)
    found = Taxpayer.objects.filter(tax_id=tax_id, registered_at__isnull=False).first()
    if found:
        return found
    if problem := rules.problem(tax_id):
        raise Refusal("bad_tax_id", explain(problem))
    raise Refusal("unknown_taxpayer", _("纳税人 %(tax_id)s 没有开户。") % {"tax_id": tax_id}, status=404)


def find_operator(tax_id: str, code: str = "") -> Operator:
    """Return an operator who can log in; without a code, the taxpayer's only one."""
    taxpayer, code = find_taxpayer(tax_id), rules.clean(code)
    operators = taxpayer.operators.active().select_related("person", "taxpayer")
    found = list((operators.filter(code=code) if code else operators)[:2])
    if len(found) == 1:
        return found[0]
    if found:
        raise Refusal("which_operator", _("%(tax_id)s 有多名操作员，请指明代码。") % {"tax_id": taxpayer.tax_id})
    text = _("%(tax_id)s 没有操作员 %(code)s。") % {"tax_id": taxpayer.tax_id, "code": code}
    raise Refusal("unknown_operator", text, status=404)


def find_person(acts_as: str, *, phone: str = "") -> Person:
    """Return the person who logs in as ``TAX_ID`` or ``TAX_ID/OPERATOR`` already.

    Refuses when there is nobody, and a phone other than theirs: it is one person with one phone.
    """
    tax_id, _slash, code = acts_as.partition("/")
    try:
        person = find_operator(tax_id, code).person
    except Refusal as refusal:
        raise Refusal(refusal.code, refusal.detail, status=refusal.status, fields={"acts_as": refusal.detail}) from None
    if phone and clean_phone(phone) != person.phone:
        text = _("此人已登记另一个手机号，请不要再填手机号。")
        raise Refusal("phone_differs", text, fields={"phone": text})
    return person
