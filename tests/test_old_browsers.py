"""Pages work in browsers of 2021: Chrome 96, Firefox 95, Safari 15. What is newer is not used, or only beside.

The years are those of MDN's compatibility tables. A feature that a browser may leave out without harm stands in
BESIDE, with what it leaves out.
"""
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

#: Pattern → what it is, and the first browsers that all have it.
SCRIPT = {
    r"\.at\(": "Array.at (Safari 15.4)",
    r"\bObject\.(hasOwn|groupBy)\b": "Object.hasOwn (Safari 15.4), groupBy (2024)",
    r"\.(findLast|findLastIndex|toSorted|toReversed|toSpliced|with)\(": "arrays of 2022 and 2023",
    r"\bstructuredClone\b": "structuredClone (Safari 15.4)",
    r"\(\?<[=!]": "lookbehind (Safari 16.4)",
    r"\.randomUUID\b": "crypto.randomUUID (Safari 15.4)",
    r"\bAbortSignal\.(timeout|any)\b": "AbortSignal.timeout (2022)",
    r"\.(showModal|showPopover|showPicker|checkVisibility)\b": "elements' methods of 2022 and 2023",
    r"\.inert\b": "inert (2023)",
    r"^(?!.*requestSubmit \?).*\.requestSubmit\(": "form.requestSubmit, unless asked for first (Safari 16)",
    r"\bURL\.canParse\b": "URL.canParse (2023)",
    r"\bPromise\.withResolvers\b": "Promise.withResolvers (2024)",
    r"^await\b": "await outside a function in a module (Safari 15 fails on it)",
    r"\bstatic\s*\{": "static blocks (Safari 16.4)",
    r"\bstartViewTransition\b": "view transitions (2025)",
}
STYLE = {
    r"@(layer|container|scope|property|starting-style)\b": "@layer, @container and younger",
    r"\b(oklch|oklab|lch|lab|color-mix|light-dark)\(": "colours of 2022 to 2024",
    r"(^|[{;])\s*&|\{[^{}@]*\{": "nesting (2023)",
    r"@media[^{]*\([^)]*[<>]": "ranges in media queries (2022)",
    r"\d(dvh|svh|lvh|dvw|cqw|cqi|rlh|lh)\b": "units of 2022 and 2023",
    r":(user-invalid|user-valid|popover-open|modal)\b": "pseudo-classes of 2022 and younger",
    r"(^|[;{\s])(translate|rotate|scale)\s*:": "transforms of their own (2022)",
    r"\bsubgrid\b": "subgrid (2023)",
}
MARKUP = {
    r"<dialog\b": "dialog (Safari 15.4)",
    r"\s(inert|popover|popovertarget)(?=[\s=>])": "inert, popover (2023, 2024)",
    r'type="importmap"': "import maps (Safari 16.4)",
}
#: Left out by older browsers without harm, if they stand in a rule of their own.
BESIDE = {":has(": "empty space where nothing is", "::highlight(": "the block is marked instead (reading-mark.js)"}


def files(folder: str, kind: str) -> list[Path]:
    return sorted(path for path in (ROOT / folder).rglob(f"*.{kind}"))


def without_comments(path: Path) -> str:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    return re.sub(r"(^|\s)//.*", "", text) if path.suffix == ".js" else text


def found(paths: list[Path], features: dict[str, str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}: {name}"
        for path in paths
        for pattern, name in features.items()
        if re.search(pattern, without_comments(path), re.M)
    ]


def test_scripts_use_nothing_newer_than_2021():
    assert found(files("static", "js"), SCRIPT) == []


def test_styles_use_nothing_newer_than_2021():
    ranges = {pattern: name for pattern, name in STYLE.items() if pattern.startswith("@media")}
    others = {pattern: name for pattern, name in STYLE.items() if pattern not in ranges}
    newer = [
        f"{path.name}: {name}"
        for path in files("static", "css")
        for pattern, name in others.items()
        if re.search(pattern, _unwrapped(without_comments(path)), re.M)
    ]
    assert newer + found(files("static", "css"), ranges) == []


def _unwrapped(css: str) -> str:
    """Return the rules without the media queries around them, which hold rules by right."""
    return re.sub(r"@(media|supports)[^{]*\{((?:[^{}]*\{[^{}]*\})*)\s*\}", r"\2", css, flags=re.S)


def test_pages_use_no_element_newer_than_2021():
    assert found(files("templates", "html"), MARKUP) == []


@pytest.mark.parametrize("newer", BESIDE)
def test_what_older_browsers_leave_out_takes_no_other_rule_with_it(newer):
    for path in files("static", "css"):
        for selector in re.findall(r"([^{}]+)\{", without_comments(path)):
            bare = re.sub(r"\([^()]*\)", "", re.sub(r"\([^()]*\)", "", selector))
            assert newer not in selector or "," not in bare, f"{path.name}: {selector.strip()}"


@pytest.mark.parametrize(
    ("features", "written"),
    [
        (SCRIPT, "list.at(-1)"), (SCRIPT, "/(?<=a)b/"), (SCRIPT, "form.requestSubmit()"),
        (STYLE, ".a { .b { color: red } }"), (STYLE, "@media (width >= 40rem) {"), (STYLE, "height: 100dvh"),
        (MARKUP, "<dialog open>"), (MARKUP, "<div inert>"),
    ],
)  # fmt: skip
def test_list_finds_what_it_names(features, written):
    assert any(re.search(pattern, written, re.M) for pattern in features)
