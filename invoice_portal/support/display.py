"""How pages look to this reader: theme and size of text, chosen on a page of its own, kept in a cookie.

A cookie, not the account: a clerk's glare and a phone's small screen belong to the device.
"""
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

COOKIE = "display"
_YEAR = 365 * 24 * 3600
THEMES: dict[str, Promise] = {
    "auto": gettext_lazy("与设备一致"),
    "light": gettext_lazy("浅色"),
    "dark": gettext_lazy("深色"),
    "contrast": gettext_lazy("高对比度"),
}
SIZES: dict[str, Promise] = {
    "normal": gettext_lazy("标准"),
    "large": gettext_lazy("大"),
    "larger": gettext_lazy("特大"),
}


@dataclass(frozen=True)
class Display:
    theme: str = "auto"
    size: str = "normal"

    @property
    def scheme(self) -> str:
        """Return the value of ``<meta name="color-scheme">``."""
        return {"auto": "light dark", "light": "light"}.get(self.theme, "dark")

    @property
    def dark_for(self) -> str:
        """Return the media for which dark.css applies; empty when it never does."""
        return {"auto": "screen and (prefers-color-scheme: dark)", "light": ""}.get(self.theme, "screen")

    @property
    def contrast_for(self) -> str:
        """Return the media for which contrast.css applies; empty when it never does."""
        return {"auto": "screen and (prefers-contrast: more)", "contrast": "screen"}.get(self.theme, "")


def display_of(request: HttpRequest) -> Display:
    """Return the reader's choice; what the cookie says that is none counts as not chosen."""
    theme, _dot, size = request.COOKIES.get(COOKIE, "").partition(".")
    return Display(theme if theme in THEMES else "auto", size if size in SIZES else "normal")


def display_of_page(request: HttpRequest) -> dict[str, Display]:
    return {"display": display_of(request)}


def display(request: HttpRequest) -> HttpResponse:
    """Show the choices, and keep one."""
    here = request.POST.get("next", "") or request.headers.get("referer", "")
    known = url_has_allowed_host_and_scheme(here, {request.get_host()}, require_https=request.is_secure())
    onward = here if known else "/"
    if request.method != "POST":
        context = {"themes": THEMES.items(), "sizes": SIZES.items(), "onward": onward}
        return render(request, "support/display.html", context)
    theme, size = request.POST.get("theme", ""), request.POST.get("size", "")
    chosen = Display(theme if theme in THEMES else "auto", size if size in SIZES else "normal")
    messages.success(request, _("显示设置已保存在这台设备上。"))
    response = redirect(onward)
    response.set_cookie(COOKIE, f"{chosen.theme}.{chosen.size}", max_age=_YEAR, samesite="Lax", httponly=True,
                        secure=settings.SESSION_COOKIE_SECURE)  # fmt: skip
    return response
