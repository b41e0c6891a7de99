"""Every string that the desk's library (unfold) shows and hands to gettext: read from its own templates and code."""
import ast
from collections.abc import Iterator
from pathlib import Path

import unfold
from django.utils.translation.template import templatize

ROOT = Path(unfold.__file__).parent
#: Parts of the library that the desk does not use.
_UNUSED = (
    "contrib/import_export", "contrib/forms", "contrib/guardian", "contrib/constance", "contrib/location_field",
    "contrib/simple_history", "contrib/inlines", "templates/unfold_crispy", "dataset", "nested_inlines",
)  # fmt: skip
_CALLS = {"_", "gettext", "gettext_lazy"}


def library_strings() -> set[str]:
    """Return the message ids; of those with plurals the singular."""
    return {text for path in _files() for text in _strings(path) if any(sign.isalpha() for sign in text)}


def _files() -> Iterator[Path]:
    for path in sorted([*ROOT.rglob("*.html"), *ROOT.rglob("*.py")]):
        if not any(part in path.relative_to(ROOT).as_posix() for part in _UNUSED):
            yield path


def _strings(path: Path) -> Iterator[str]:
    source = path.read_text(encoding="utf-8")
    code = _code_of(templatize(source)) if path.suffix == ".html" else source
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _CALLS | {"ngettext"}:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def _code_of(templated: str) -> str:
    """Return the calls that stand in what ``templatize`` makes of a template, one to a line."""
    found = []
    for name in ("gettext", "ngettext", "_"):
        parts = templated.split(f" {name}(")
        for part in parts[1:]:
            found.append(f"{name}({_until_closed(part)})")
    return "\n".join(found)


def _until_closed(text: str) -> str:
    for end in range(1, len(text) + 1):
        if text[end - 1] == ")":
            try:
                ast.parse(f"f({text[: end - 1]})")
            except SyntaxError:
                continue
            return text[: end - 1]
    return ""
