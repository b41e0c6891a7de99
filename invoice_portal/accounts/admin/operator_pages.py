"""What staff do with an operator: add one, change scopes or phone, end one, revoke a token."""
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from ..desk.asking import Question, ask, typed
from ..finding import find_person
from ..looks import looked
from ..models import ApiToken, Look, Operator, Taxpayer
from ..opening import open_operator
from ..operators import change_phone, change_scopes, end_operator
from ..permissions import taxpayers_for
from ..phone import masked
from ..scopes import scopes_of
from ..tokens import revoke_token
from .forms import EndForm, OperatorForm, PhoneForm, ScopesForm
from .taxpayer_page import back_to, seen_taxpayer


def add(request: HttpRequest, taxpayer_id: int) -> HttpResponse:
    """Ask for one more operator."""
    taxpayer = seen_taxpayer(request, taxpayer_id)
    question = Question(_("增加操作员"), _("增加"), back_to(taxpayer), about=str(taxpayer))

    def do(given: dict[str, Any]) -> str:
        operator = open_typed(taxpayer, given, by=request.user)
        return _("已增加操作员 %(code)s。") % {"code": operator.code}

    return ask(request, question, OperatorForm(typed(request)), do)


def open_typed(taxpayer: Taxpayer, given: dict[str, Any], *, by) -> Operator:
    """Open the operator that an :class:`OperatorForm` describes."""
    person = find_person(given["acts_as"], phone=given["phone"]) if given["acts_as"] else None
    return open_operator(
        taxpayer=taxpayer, code=given["operator"], phone=given["phone"], email=given["email"],
        name=given["person_name"], person=person, scopes=given["scopes"], by=by,
    )  # fmt: skip


def scopes(request: HttpRequest, operator_id) -> HttpResponse:
    """Ask what the operator may see and do."""
    operator = _operator(request, operator_id)
    question = Question(_("更改权限"), _("更改权限"), back_to(operator.taxpayer), about=_about(operator))

    def do(given: dict[str, Any]) -> str:
        changed = change_scopes(operator, scopes=given["scopes"], by=request.user)
        return _("权限已更改，立即生效。") if changed else _("权限没有变化。")

    return ask(request, question, ScopesForm(typed(request), initial={"scopes": scopes_of(operator)}), do)


def phone(request: HttpRequest, operator_id) -> HttpResponse:
    """Ask for the person's new phone."""
    operator = _operator(request, operator_id)
    about = _("%(who)s，现在登记的手机号：%(phone)s") % {
        "who": _about(operator), "phone": masked(operator.person.phone) or _("未登记"),
    }  # fmt: skip
    question = Question(_("更换手机号"), _("登记新手机号"), back_to(operator.taxpayer), about=about)

    def do(given: dict[str, Any]) -> str:
        changed = change_phone(operator.person, phone=given["phone"], by=request.user)
        return _("新手机号已登记。") if changed else _("手机号没有变化。")

    return ask(request, question, PhoneForm(typed(request)), do)


def end(request: HttpRequest, operator_id) -> HttpResponse:
    """Ask whether to end the operator."""
    operator = _operator(request, operator_id)
    question = Question(_("停用操作员"), _("停用"), back_to(operator.taxpayer), about=_about(operator), harmful=True)

    def do(given: dict[str, Any]) -> str:
        end_operator(operator, reason=given["reason"], by=request.user)
        return _("操作员 %(code)s 已停用，其登录和接口令牌立即失效。") % {"code": operator.code}

    return ask(request, question, EndForm(typed(request)), do)


def revoke(request: HttpRequest, token_id) -> HttpResponse:
    """Ask whether to revoke the token."""
    mine = ApiToken.objects.filter(operator__taxpayer__in=taxpayers_for(request.user))
    token = get_object_or_404(mine.select_related("operator__taxpayer"), pk=token_id)
    _looked(request, token.operator)
    about = _("%(who)s，令牌：%(token)s") % {"who": _about(token.operator), "token": token}
    question = Question(_("作废接口令牌"), _("作废"), back_to(token.operator.taxpayer), about=about, harmful=True)

    def do(given: dict[str, Any]) -> str:
        ended = revoke_token(token, by=request.user)
        return _("令牌已作废。") if ended else _("令牌此前已作废。")

    return ask(request, question, forms.Form(typed(request)), do)


def _operator(request: HttpRequest, operator_id) -> Operator:
    mine = Operator.objects.filter(taxpayer__in=taxpayers_for(request.user))
    operator = get_object_or_404(mine.select_related("taxpayer", "person"), pk=operator_id)
    _looked(request, operator)
    return operator


def _looked(request: HttpRequest, operator: Operator) -> None:
    taxpayer = operator.taxpayer
    of = {"of": [taxpayer.pk], "region": taxpayer.bureau}
    looked(request.user, Look.Kind.OPERATOR, operator.pk, label=_("操作员 %(code)s") % {"code": operator.code}, **of)


def _about(operator: Operator) -> str:
    return _("%(taxpayer)s 的操作员 %(code)s") % {"taxpayer": operator.taxpayer.name, "code": operator.code}
