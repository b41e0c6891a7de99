"""One account of the bureau, opening one, and what can be done with it."""
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from invoice_portal.history.models import Event

from ..desk.asking import Question, ask, show, typed
from ..event_words import change_told, told
from ..models import StaffMember
from ..passwords import one_time_password
from ..permissions import staff_for, staff_read_by, why_not_keep_staff
from ..region_words import region_name
from ..second_factor.proving import enrolled
from ..second_factor.recovery import left
from ..staff import change_role, end_staff, give_password, open_staff, reset_second_factor
from .forms import EndForm, ResetForm, RoleForm, StaffForm

_EVENTS = 100


def page(request: HttpRequest, staff_id: str) -> HttpResponse:
    """Show the account; one that is not this person's to look after does not exist."""
    if not (staff_id.isascii() and staff_id.isdigit() and len(staff_id) < 19):
        raise Http404
    staff = get_object_or_404(staff_read_by(request.user), pk=staff_id)
    refused = why_not_keep_staff(request.user, staff)
    about = Q(subject_type="staff") | Q(subject_type="person")
    events = Event.objects.filter(about, subject_id=str(staff.pk)).select_related("actor").order_by("-id")[:_EVENTS]
    context = {
        "staff": staff,
        "opts": StaffMember._meta,
        "regions": [region_name(region) for region in staff.regions],
        "refused": refused.detail if refused else "",
        "enrolled": enrolled(staff.person),
        "codes_left": left(staff.person),
        "may_keep": not refused and staff.person.is_active,
        "events": [{"event": event, "word": told(event), "change": change_told(event)} for event in events],
    }
    return show(request, "staff.html", str(staff.person), context)


@sensitive_post_parameters("password")
def open_one(request: HttpRequest) -> HttpResponse:
    """Ask for a new account, and show its generated password once."""
    if why_not_keep_staff(request.user):
        raise PermissionDenied
    question = Question(_("开立工作人员账户"), _("开立"), reverse("admin:accounts_staffmember_changelist"))

    def do(given: dict[str, Any]) -> HttpResponse | str:
        generated = "" if given["password"] else one_time_password()
        staff = open_staff(
            login=given["login"], name=given["person_name"], role=given["role"], regions=given["regions"],
            password=given["password"] or generated, temporary=True, by=request.user,
        )  # fmt: skip
        if generated:
            return _password_once(request, staff, generated)
        return _("已开立账户 %(login)s，本人首次登录时须更改密码。") % {"login": staff.person.login}

    return ask(request, question, StaffForm(typed(request)), do)


def role(request: HttpRequest, staff_id: int) -> HttpResponse:
    """Ask for another role or other regions."""
    staff = get_object_or_404(staff_for(request.user), pk=staff_id)
    question = Question(_("更改角色或地区"), _("更改"), _back_to(staff), about=str(staff))

    def do(given: dict[str, Any]) -> str:
        changed = change_role(staff, role=given["role"], regions=given["regions"], by=request.user)
        return _("已更改，立即生效。") if changed else _("没有变化。")

    form = RoleForm(typed(request), initial={"role": staff.role, "regions": staff.regions})
    return ask(request, question, form, do)


def password(request: HttpRequest, staff_id: int) -> HttpResponse:
    """Ask whether to give a new one-time password, and show it once."""
    staff = get_object_or_404(staff_for(request.user), pk=staff_id)
    about = _("%(who)s。原密码和已登录的会话立即失效；新密码只显示一次。") % {"who": staff}
    question = Question(_("发放一次性密码"), _("发放"), _back_to(staff), about=about, harmful=True)

    def do(given: dict[str, Any]) -> HttpResponse:
        return _password_once(request, staff, give_password(staff, by=request.user))

    return ask(request, question, forms.Form(typed(request)), do)


def second_factor(request: HttpRequest, staff_id: int) -> HttpResponse:
    """Ask why a colleague's second factor is to be reset."""
    staff = get_object_or_404(staff_for(request.user), pk=staff_id)
    about = _("%(who)s。其登录立即失效，下次登录时重新绑定验证器。如密码也可能泄露，请同时发放一次性密码。")
    about = about % {"who": staff}
    question = Question(_("重置两步验证"), _("重置"), _back_to(staff), about=about, harmful=True)

    def do(given: dict[str, Any]) -> str:
        reset_second_factor(staff, reason=given["reason"], by=request.user)
        return _("已重置 %(login)s 的两步验证。") % {"login": staff.person.login}

    return ask(request, question, ResetForm(typed(request)), do)


def end(request: HttpRequest, staff_id: int) -> HttpResponse:
    """Ask whether to end the account."""
    staff = get_object_or_404(staff_for(request.user), pk=staff_id)
    question = Question(_("停用工作人员账户"), _("停用"), _back_to(staff), about=str(staff), harmful=True)

    def do(given: dict[str, Any]) -> str:
        end_staff(staff, reason=given["reason"], by=request.user)
        return _("账户 %(login)s 已停用，其登录立即失效。") % {"login": staff.person.login}

    return ask(request, question, EndForm(typed(request)), do)


def _password_once(request: HttpRequest, staff: StaffMember, generated: str) -> HttpResponse:
    """Show a password in the answer to the very request that made it: no session, no address ever holds it."""
    context = {"staff": staff, "password": generated, "back": _back_to(staff), "opts": StaffMember._meta}
    return show(request, "password_once.html", _("一次性密码"), context)


def _back_to(staff: StaffMember) -> str:
    return reverse("admin:accounts_staffmember_change", args=[staff.pk])
