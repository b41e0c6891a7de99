"""What a clerk typed into the decision form: kept from page to page, and put together for the applicant."""
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override

from invoice_portal.refusal import Refusal
from invoice_portal.support.wording import language_of
from resubmission.models import Application
from resubmission.placeholders import BLANK

#: As long as a decision may be, and then some: what is too long is refused, not cut.
_KEPT = 4000


@dataclass(frozen=True, slots=True)
class Typed:
    reason: str = ""
    rule: str = ""


def typed(request: HttpRequest) -> Typed:
    """Return what this form says."""
    return Typed(*(request.POST.get(name, "").replace("\r\n", "\n").strip() for name in ("reason", "rule")))


def kept(request: HttpRequest, case: Application) -> Typed:
    """Return what this person typed about the case before and did not send."""
    return Typed(*request.session.get(_name(case), ("", "")))


def keep(request: HttpRequest, case: Application, said: Typed) -> None:
    request.session[_name(case)] = [said.reason[:_KEPT], said.rule[:_KEPT]]


def forget(request: HttpRequest, case: Application) -> None:
    request.session.pop(_name(case), None)


def reason_for(action: str, case: Application, said: Typed) -> str:
    """Return the text that the applicant gets: the reason, and for a rejection the rule that it rests on.

    Raises :class:`Refusal` if a rejection names no rule, or a blank of a template was not filled in.
    """
    if BLANK in said.reason:
        words = _("意见中还有没填的空：%(blank)s。请补上或删去。") % {"blank": BLANK}
        raise Refusal("blank_left", words, fields={"reason": words})
    if action != "reject" or not said.reason:
        return said.reason
    if not said.rule:
        words = _("请写明不通过所依据的规定。")
        raise Refusal("rule_missing", words, fields={"rule": words})
    with override(language_of(case.operator)):
        return said.reason + "\n\n" + _("依据：%(rule)s") % {"rule": said.rule}


def version_of(request: HttpRequest) -> int:
    """Return the version of the case that the page showed."""
    text = request.POST.get("version", "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Refusal("bad_version", _("页面已过期，请刷新后再办理。"))
    return int(text)


def _name(case: Application) -> str:
    return f"case-typed-{case.pk}"
