"""The checker's page. What is typed comes by POST, is answered and forgotten: no log, no cache, no row."""
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from invoice_portal.accounts.throttle import limit

from .addresses import addresses_of, speak
from .checker import GOOD, WRONG, check, kinds

CHECKED, WITHIN = 60, 600
MARKS = {GOOD: ("ok", "✓", _("没有发现错误")), WRONG: ("bad", "✗", _("有误"))}
_UNTOLD = ("info", "?", _("看不出来"))


class CheckForm(forms.Form):
    hinted: frozenset[str] = frozenset()
    kind = forms.ChoiceField(label=_("检查什么"), choices=lazy(kinds, list)())
    text = forms.CharField(
        label=_("号码"), max_length=60, strip=True,
        help_text=_("只检查，不保存，也不写进日志。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
        error_messages={"required": _("请输入要检查的号码。"), "max_length": _("太长了；请只输入一个号码。")},
    )  # fmt: skip


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def check_page(request: HttpRequest, language: str | None = None) -> HttpResponse:
    """Check one number and say which part is wrong."""
    spoken = speak(request, language)
    form, found, parts = CheckForm(), None, []
    if request.method == "POST":
        limit(request, "help-check", times=CHECKED, seconds=WITHIN)
        form = CheckForm(request.POST)
        if form.is_valid():
            found = check(form.cleaned_data["kind"], form.cleaned_data["text"])
            parts = [(name, first, last, *MARKS.get(mark, _UNTOLD)) for name, first, last, mark in found.parts]
    context = {"form": form, "found": found, "parts": parts}
    return render(request, "support/help/check.html", addresses_of("help-check", spoken) | context)
