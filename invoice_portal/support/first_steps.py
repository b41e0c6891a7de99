"""The first look-up in four steps, each shown on the page where it is done; ended for good by a button."""
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from invoice_portal.accounts.access import operator_required
from invoice_portal.accounts.guided import set_guided


@dataclass(frozen=True)
class Step:
    number: int
    title: Promise
    words: Promise
    #: The page of the next one; empty at the last.
    onward: str


_FIND = Step(
    1, _("输入号码"), _("在下面填发票号码，按“查询”。收到的短信、邮件可以整段粘贴；没有号码也能按日期、名称查。"),
    "/invoices/",
)  # fmt: skip
_RESULTS = Step(
    2, _("看结果"), _("查到了：点号码打开，可以下载 PDF。没查到：用“追踪”，它会查明这张发票在哪一步。"), "/trace/"
)
_ANSWER = Step(
    3, _("看结论"), _("这里说明发票现在怎样、该谁处理、您下一步做什么；需要时可以从这里直接申请补录。"), "/messages/"
)
_TRACE = Step(
    3, _("追踪"), _("填您知道的，按“查明原因”：结论会说明发票在哪一步、该谁处理、您下一步做什么。"), "/messages/"
)
_NEWS = Step(4, _("等消息"), _("发票到达、申请有进展，都会在这里通知您。有疑问，点上面的“帮助”。"), "")
#: By the name of the page's address.
_STEPS = {
    "home": _FIND, "invoices": _RESULTS, "invoice": _ANSWER, "trace-answer": _ANSWER, "trace": _TRACE, "messages": _NEWS
}  # fmt: skip
LAST = _NEWS.number


def step_of(request: HttpRequest) -> Step | None:
    """Return the step that belongs to this page, for an operator who is still led."""
    match = request.resolver_match
    if match is None or not getattr(request, "operator", None) or request.user.guided:
        return None
    return _STEPS.get(match.url_name)


@require_POST
@operator_required
def first_steps(request: HttpRequest) -> HttpResponse:
    """End the steps where the person is, or begin them again on the home page."""
    again = request.POST.get("do") == "begin"
    set_guided(request.user, guided=not again)
    onward = request.POST.get("next", "")
    if again or not url_has_allowed_host_and_scheme(onward, {request.get_host()}):
        return redirect("/")
    return redirect(onward)
