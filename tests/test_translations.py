"""Each catalogue says everything that the interface says, and nothing else.

Strings come in with features; run alone with ``pytest -m catalogue``.
"""
import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.contrib import admin
from django.utils import translation
from django.utils.translation import gettext

from lookup.admin.reading_only import ReadingOnly
from tests.desk_strings import library_strings

pytestmark = [pytest.mark.slow, pytest.mark.catalogue]

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ["bin", "invoice_portal", "locale", "lookup", "resubmission", "static", "templates"]
#: English, which everyone's new strings come to first; all there are.
CATALOGUE = Path("locale/en/LC_MESSAGES/django.po")
CATALOGUES = sorted(path.relative_to(ROOT) for path in (ROOT / "locale").glob("*/LC_MESSAGES/django.po"))
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
#: What must be the same in both languages: placeholders, tags with their addresses.
KEPT = re.compile(r"%\(\w+\)[a-z]|%[sd%]|</?[a-z][^>]*>")

#: The official form, what is read from documents and the demo's people are Chinese in every language.
DATA = [
    "bin/traditional", "invoice_portal/accounts/roster/headings.py", "invoice_portal/demo", "lookup/generating",
    "lookup/management/commands/causes.py", "lookup/money.py", "lookup/number.py",
    "lookup/pdf/drawing/typeface.py", "lookup/pdf/form.py", "lookup/pdf/goods.py", "lookup/pdf/layout.py",
    "lookup/pdf/making.py", "lookup/pdf/render.py", "lookup/pdf/wording.py", "lookup/reading/kinds.py",
    "lookup/reading/ofd/assemble.py",
    "lookup/reading/ledger/columns.py", "lookup/reading/ledger/words.py", "lookup/reading/message.py",
    "lookup/reading/message_words.py", "lookup/reading/printed", "lookup/personal.py",
    # What people type for a code, what the demo signs with, what readers say of archives.
    "invoice_portal/papers/codes.py", "invoice_portal/support/aloud", "static/js/reading-sentences.js",
    "static/js/voice-words.js", "invoice_portal/papers/own_certificate.py", "resubmission/inspecting/package.py",
    "lookup/reading/values.py", "lookup/reading/xml/flat_names.py", "resubmission/management/commands/statemachine.py",
    "templates/400.html", "templates/500.html", "templates/503.html",
]  # fmt: skip
#: What people type and documents print, elsewhere.
AS_TYPED = {"：", "免税", "不征税", "简体中文", "%Y年%m月%d日", " ,_¥元", " ,_¥￥元", "〔〕【】[]｛｝{}〈〉",
            "〔＿＿〕", r"[^\w()（）·-]+"}  # fmt: skip
MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy",
         "Unreadable"}  # fmt: skip


def messages(path: Path) -> dict[tuple, Message]:
    with path.open("rb") as file:
        return {(message.context, message.id): message for message in read_po(file) if message.id}


def words(key: tuple) -> str:
    return key[1] if isinstance(key[1], str) else key[1][0]


def none(found: list[str], what: str) -> None:
    """Fail with every string found, however many."""
    if found:
        pytest.fail(f"{len(found)} {what}:\n" + "\n".join(found), pytrace=False)


@pytest.fixture(scope="module", params=CATALOGUES, ids=lambda path: path.parts[1])
def kept(request) -> dict[tuple, Message]:
    return messages(ROOT / request.param)


@pytest.fixture(scope="module")
def wanted(tmp_path_factory) -> set[tuple]:
    """What ``make messages`` finds in the source now."""
    copy = tmp_path_factory.mktemp("source")
    for name in SOURCE:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("*.mo", "__pycache__"))
    subprocess.run([sys.executable, "bin/messages"], cwd=copy, check=True)
    return set(messages(copy / CATALOGUE))


def test_every_string_is_in_the_catalogue(kept, wanted):
    none(sorted(map(words, wanted - set(kept))), "not in the catalogue; run make messages, then translate")


def test_the_catalogue_has_no_string_that_nothing_says(kept, wanted):
    none(sorted(map(words, set(kept) - wanted)), "no longer said; run make messages")


def test_every_string_is_translated(kept):
    empty = [words(key) for key, message in kept.items() if message.fuzzy or not all(_forms(message))]
    none(empty, "without translation, or fuzzy")


def test_english_is_not_chinese():
    english = messages(ROOT / CATALOGUE)
    none([words(key) for key, message in english.items() if any(map(CHINESE.search, _forms(message)))], "still Chinese")


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_the_words_of_the_desks_library_are_chinese(language):
    folder = {"zh-hans": "zh_Hans", "zh-hant": "zh_Hant"}[language]
    kept = messages(ROOT / "invoice_portal/desk_words" / folder / "LC_MESSAGES/django.po")
    own = {words(key) for key, message in kept.items() if all(map(CHINESE.search, _forms(message)))}
    with translation.override(language):
        none(sorted(text for text in library_strings() - own if not CHINESE.search(gettext(text))), "still English")


def test_traditional_chinese_is_as_converted():
    """Its catalogue and its articles of help: what converting gets wrong is corrected in words.txt, for all of them."""
    checked = subprocess.run([sys.executable, "bin/traditional", "--check"], cwd=ROOT, capture_output=True, text=True)
    none(checked.stdout.split(), "not as converted; run make messages")
    assert checked.returncode == 0, checked.stderr


def test_every_language_keeps_placeholders_and_tags(kept):
    differ = [
        words(key)
        for key, message in kept.items()
        for form in _forms(message)
        if form and sorted(KEPT.findall(words(key))) != sorted(KEPT.findall(form))
    ]
    none(differ, "placeholders or tags differ")


def test_no_python_string_bypasses_the_catalogue():
    found = []
    for path in _source("*.py"):
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        passed = _marked(tree) | _docstrings(tree)
        found += [
            f"{path}:{node.lineno} {node.value[:40]}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
            if CHINESE.search(node.value) and node.value not in AS_TYPED and id(node) not in passed
        ]
    none(found, "Chinese that is not handed to gettext")


def test_no_text_of_a_template_or_script_bypasses_the_catalogue():
    marked = re.compile(
        r"{#.*?#}|{% comment .*?endcomment %}|{% translate .*?%}|{% blocktranslate.*?endblocktranslate %}|^\s*//.*?$",
        re.DOTALL | re.MULTILINE,
    )
    found = []
    for path in [*_source("*.html"), *_source("*.js")]:
        text = marked.sub("", (ROOT / path).read_text(encoding="utf-8"))
        found += [f"{path}: {line.strip()[:80]}" for line in text.splitlines() if CHINESE.search(line)]
    none(found, "Chinese outside of translate")


def _forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def _source(pattern: str) -> list[str]:
    """Return the files of the product in which Chinese text would be a word to people."""
    files = [path.relative_to(ROOT).as_posix() for name in SOURCE for path in (ROOT / name).rglob(pattern)]
    return sorted(file for file in files if "/migrations/" not in file and not _is_data(file))


def _is_data(file: str) -> bool:
    return any(file == data or file.startswith(f"{data}/") for data in DATA)


def _marked(tree: ast.AST) -> set[int]:
    """Return the strings handed to gettext."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node.func) in MARKS]
    return {id(argument) for call in calls for argument in call.args}


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _docstrings(tree: ast.AST) -> set[int]:
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def test_every_field_that_staff_see_has_a_name():
    unnamed = [
        f"{model.__name__}.{field.name}"
        for model, page in admin.site._registry.items()
        if isinstance(page, ReadingOnly)
        for field in model._meta.fields
        if field.editable and field.name != "id" and field.name in (page.fields or [field.name])
        if not CHINESE.search(str(field.verbose_name))
    ]
    none(unnamed, "fields without a name")
