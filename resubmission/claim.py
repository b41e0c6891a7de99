"""What an applicant claims of an invoice: read from its text, and judged by the rules that intake uses too."""
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from invoice_portal.accounts import tax_id as tax_ids
from invoice_portal.accounts.models import Taxpayer
from invoice_portal.accounts.tax_id_words import explain
from lookup.forms import TotalField
from lookup.hints.amounts import sum_words
from lookup.kinds import KINDS
from lookup.number import clean_number, split_slug
from lookup.number_words import NO_SUCH_DATE, date_words, number_words

from .models import Application

#: What an applicant states of the invoice, in the field names of ``read_document``.
CLAIMED = (
    "kind", "number", "code", "issue_date", "seller_tax_id", "seller_name", "buyer_tax_id", "buyer_name",
    "amount", "tax", "total",
)  # fmt: skip
_AMOUNTS = ("amount", "tax", "total")
_LONGEST = 300
#: As a record keeps it.
_LONGEST_NAME = 200
_NOT_IN_FIGURES = str.maketrans("", "", " ,_¥元")
_REQUIRED = {
    "number": gettext_lazy("请填写发票号码。"),
    "issue_date": gettext_lazy("请填写开票日期。"),
    "seller_name": gettext_lazy("请填写销售方名称。"),
    "buyer_name": gettext_lazy("请填写购买方名称。"),
    "total": gettext_lazy("请填写价税合计。"),
}


def typed_fields(given: Mapping[str, object]) -> dict[str, str]:
    """Return what was typed or pasted, tidied: half-width, without spaces in numbers, code and number apart."""
    typed = {name: _plain(given[name]) for name in CLAIMED if name in given}
    if typed.get("number"):
        code, typed["number"] = split_slug(clean_number(typed["number"])[:_LONGEST])
        if code:
            typed["code"] = code
    for name in ("seller_tax_id", "buyer_tax_id"):
        if name in typed:
            typed[name] = tax_ids.clean(typed[name])
    for name in ("code", *_AMOUNTS):
        if name in typed:
            typed[name] = unicodedata.normalize("NFKC", typed[name]).translate(_NOT_IN_FIGURES)
    return typed


def _plain(value: object) -> str:
    text = "" if value is None else str(value)
    return "".join(character for character in text if character.isprintable()).strip()[:_LONGEST]


def faults_of(application: Application) -> dict[str, str]:
    """Return what is missing or impossible in the claimed invoice: field -> words."""
    claimed = application.claimed
    faults = {name: str(words) for name, words in _REQUIRED.items() if not claimed.get(name)}
    if claimed.get("kind") and claimed["kind"] not in KINDS:
        faults["kind"] = _("请从列表中选择票种。")
    _check_number(claimed, faults)
    _check_parties(application, faults)
    _check_sums(claimed, faults)
    return faults


def _check_number(claimed: dict, faults: dict[str, str]) -> None:
    number, code = claimed.get("number", ""), claimed.get("code", "")
    if number and (words := number_words(number, code)):
        faults["number"] = words
    if not claimed.get("issue_date"):
        return
    try:
        issued = date.fromisoformat(claimed["issue_date"])
    except ValueError:
        faults["issue_date"] = str(NO_SUCH_DATE)
        return
    if words := date_words(issued, number, code, today=timezone.localdate()):
        faults["issue_date"] = words


def _check_parties(application: Application, faults: dict[str, str]) -> None:
    claimed, mine = application.claimed, application.taxpayer
    for name in ("seller_name", "buyer_name"):
        if len(claimed.get(name, "")) > _LONGEST_NAME:
            faults[name] = _("内容过长或含有不可用的字符")
    for name in ("seller_tax_id", "buyer_tax_id"):
        value = claimed.get(name, "")
        if value and (found := tax_ids.problem(value)) and not Taxpayer.objects.filter(tax_id=value).exists():
            faults[name] = explain(found)
    if mine.tax_id not in (claimed.get("seller_tax_id"), claimed.get("buyer_tax_id")):
        text = _("销售方或购买方的识别号应有一个是您的：%(tax_id)s。")
        faults.setdefault("buyer_tax_id", text % {"tax_id": mine.tax_id})


def _check_sums(claimed: dict, faults: dict[str, str]) -> None:
    sums: dict[str, Decimal] = {}
    for name in _AMOUNTS:
        text = claimed.get(name)
        if not text:
            continue
        try:
            sums[name] = TotalField().clean(text)
        except ValidationError as wrong:
            faults[name] = wrong.messages[0]
    if words := sum_words(**sums):
        faults["total"] = words
