"""Reason templates: kept by supervisors, offered to clerks, filled in for a case in the applicant's language."""
from dataclasses import dataclass

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Person
from invoice_portal.accounts.roles import Role, role_of
from invoice_portal.history.record import record
from invoice_portal.languages import is_chinese
from invoice_portal.refusal import Refusal
from invoice_portal.support.wording import language_of

from .case_values import values_of
from .models import Application, ReasonTemplate
from .placeholders import fill

KEEPING = {Role.SUPERVISOR}
_FIELDS = ("action", "name", "name_en", "text", "text_en", "rule", "rule_en", "place", "active")


@dataclass(frozen=True, slots=True)
class Filled:
    text: str
    rule: str


def may_keep_templates(person: Person) -> bool:
    return role_of(person) in KEEPING


@transaction.atomic
def save_template(template: ReasonTemplate, *, by: Person) -> ReasonTemplate:
    """Write a template and what changed in it. Raises :class:`Refusal` for anyone but a supervisor."""
    if not may_keep_templates(by):
        raise Refusal("not_a_supervisor", _("只有主管可以修改常用意见。"), status=403)
    before = ReasonTemplate.objects.select_for_update().filter(pk=template.pk).first()
    template.full_clean()
    template.save()
    was = {name: getattr(before, name, None) for name in _FIELDS}
    changed = {name: value for name in _FIELDS if (value := getattr(template, name)) != was[name]}
    if changed:
        record("reason_template", template.pk, "change" if before else "add", by=by, changed=changed)
    return template


def offered() -> list[ReasonTemplate]:
    """Return what clerks may choose from, by action."""
    return list(ReasonTemplate.objects.filter(active=True))


def filled(template: ReasonTemplate, case: Application) -> Filled:
    """Return the template's text and rule for this case.

    An applicant who reads no Chinese gets English too, one under the other: Chinese is what the decision says
    before the law and what colleagues at the taxpayer read. So one text is seen, edited, sent and kept.
    """
    with translation.override("zh-hans"):
        text, rule = fill(template.text, values_of(case)), template.rule
    if not is_chinese(language_of(case.operator)):
        with translation.override("en"):
            text = f"{text}\n\n{fill(template.text_en, values_of(case))}"
        rule = " / ".join(filter(None, (rule, template.rule_en)))
    return Filled(text, rule)
