"""How the desk's library (unfold) shows the desk: the portal's own blue, text 7:1 from its ground in light and dark."""
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

_COLORS = {
    "primary": {
        "50": "#eef6fb",
        "100": "#d8eaf5",
        "200": "#b5d6ea",
        "300": "#a9daf6",
        "400": "#8fcdf0",
        "500": "#7fc4ec",
        "600": "#08507a",
        "700": "#074568",
        "800": "#063a57",
        "900": "#052f46",
        "950": "#03202f",
    },
    "font": {
        "subtle-light": "var(--color-base-600)",
        "subtle-dark": "var(--color-base-300)",
        "default-light": "var(--color-base-700)",
        "default-dark": "var(--color-base-200)",
        "important-light": "var(--color-base-900)",
        "important-dark": "var(--color-base-100)",
    },
}
UNFOLD = {
    "DASHBOARD_CALLBACK": "invoice_portal.desk_start.fill",
    "SITE_TITLE": _("税务工作台"),
    "SITE_HEADER": _("税务工作台"),
    "SITE_URL": "/",
    "ACCOUNT": {"navigation": [
        {"title": _("两步验证"), "link": "/admin/second-factor/"}, {"title": _("显示设置"), "link": "/display/"},
    ]},
    "COLORS": _COLORS,
    "STYLES": [lambda request: static("css/desk-everywhere.css")],
    "SCRIPTS": [lambda request: static("js/desk-frame.js"), lambda request: static("js/desk-keys.js")],
}
