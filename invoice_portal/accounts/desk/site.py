"""The staff's desk: django-unfold's admin, behind password and code; a password that others know is changed first."""
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import PasswordChangeView
from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse, reverse_lazy
from django.utils.translation import gettext as _
from unfold.forms import AdminOwnPasswordChangeForm
from unfold.sites import UnfoldAdminSite

from ..passwords import change_password
from ..second_factor import login_pages, own_pages
from ..throttle import limit

#: What someone with a temporary password may see.
_OPEN = {"login", "logout", "password_change", "password_change_done", "jsi18n"}


class OwnPasswordForm(AdminOwnPasswordChangeForm):
    """Django's form, saved through our own door."""

    def clean(self):
        data = super().clean()
        if data.get("new_password1") and data["new_password1"] == data.get("old_password"):
            self.add_error("new_password1", _("新密码不能与当前密码相同。"))
        return data

    def save(self, commit=True):
        change_password(
            self.user, current=self.cleaned_data["old_password"], new=self.cleaned_data["new_password1"]
        )
        return self.user


class Desk(UnfoldAdminSite):
    def get_urls(self):
        own = {"": own_pages.own, "codes": own_pages.renew, "change": own_pages.change}
        return [
            path("login/code/", login_pages.code, name="login-code"),
            path("login/enrol/", login_pages.enrolment, name="login-enrol"),
            *(path(f"second-factor/{at and at + '/'}", self.admin_view(view), name=f"second-factor{at and '-' + at}")
              for at, view in own.items()),
            *super().get_urls(),
        ]

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and getattr(request.user, "otp_device", None) is not None

    def login(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """Ask for the password; the code comes after (``second_factor.login_pages``)."""
        if request.method == "GET" and self.has_permission(request):
            return redirect("admin:index")
        context = self.each_context(request) | {"title": _("登录"), "app_path": request.get_full_path()}
        if "next" not in request.GET and "next" not in request.POST:
            context["next"] = reverse("admin:index")
        view = login_pages.PasswordFirst.as_view(
            extra_context=context | (extra_context or {}), authentication_form=self.login_form,
            template_name=self.login_template or "admin/login.html",
        )  # fmt: skip
        return view(request)

    def admin_view(self, view: Callable[..., HttpResponse], cacheable: bool = False) -> Callable[..., HttpResponse]:
        """Lead staff with a temporary password to where they set their own, whatever they asked for."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            staff = getattr(request.user, "staff", None)
            if staff and staff.password_temporary and request.resolver_match.url_name not in _OPEN:
                messages.warning(request, _("这是一次性密码，请先设置自己的密码。"))
                return redirect("admin:password_change")
            return inner(request, *args, **kwargs)

        return guarded

    def password_change(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """Let staff change their password; every other session of theirs ends."""
        if request.method == "POST":
            limit(request, f"password:{request.user.pk}", times=10, seconds=900)
        context = self.each_context(request) | {"title": _("更改密码")} | (extra_context or {})
        view = PasswordChangeView.as_view(
            form_class=OwnPasswordForm, success_url=reverse_lazy("admin:password_change_done"), extra_context=context
        )
        return view(request)

    def search(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """Find among what this person sees; a page that is no number, or beyond the last, does not exist."""
        try:
            return super().search(request, extra_context)
        except (InvalidPage, ValueError) as error:
            raise Http404 from error
