"""What axe-core says of a page in each theme.

The rules: WCAG 2.0 to 2.2, A and AA, axe's own good practices, and of AAA the contrast of text. Themes differ in
colours alone, so that beyond the first they are asked for contrast alone.
"""
from collections.abc import Iterator
from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RULES = {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}
ALL = {"runOnly": {"type": "tag", "values": _TAGS}, "rules": _RULES, "resultTypes": ["violations"]}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast-enhanced"]}, "resultTypes": ["violations"]}
#: What the browser is told, and what is asked then.
THEMES = {
    "light": ({"color_scheme": "light", "contrast": "no-preference"}, ALL),
    "dark": ({"color_scheme": "dark", "contrast": "no-preference"}, CONTRAST),
    "contrast": ({"color_scheme": "dark", "contrast": "more"}, CONTRAST),
}


@dataclass(frozen=True)
class Fault:
    page: str
    theme: str
    rule: str
    where: str

    def __str__(self) -> str:
        return f"{self.page} [{self.theme}] {self.rule}: {self.where}"


def faults(page: Page, name: str) -> Iterator[Fault]:
    """Yield what is wrong with the page that is open, in every theme."""
    for theme, (media, asked) in THEMES.items():
        page.emulate_media(reduced_motion="reduce", **media)
        if "/admin/" in page.url:
            # The desk's library chooses its colours when a page is loaded.
            page.reload()
        for found in Axe().run(page, options=asked).response["violations"]:
            for node in found["nodes"]:
                yield Fault(name, theme, found["id"], f"{node['target']} {node['html'][:160]} {_why(node)}")


def _why(node: dict) -> str:
    data = next((check["data"] for check in node["any"] if isinstance(check.get("data"), dict)), {})
    return " ".join(f"{key}={data[key]}" for key in ("fgColor", "bgColor", "contrastRatio") if key in data)
