"""What in a PDF acts by itself, or is a file that runs. A link to a page or to an address does neither.

Names of actions, annotations and forms: ISO 32000-2, 12.6.4, 12.5.6 and 12.7.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath

import pikepdf

from .unfit import Unfit

_ACTIONS = {
    "/JavaScript": "javascript", "/Launch": "launch", "/SubmitForm": "sends", "/ImportData": "sends",
    "/GoToE": "launch", "/GoToR": "launch", "/RichMediaExecute": "plays",
}  # fmt: skip
_PLAYERS = {"/RichMedia", "/Movie", "/Screen", "/Sound", "/3D"}
#: Windows goes by the name's ending, whatever the content.
_ENDINGS = {
    ".exe", ".com", ".bat", ".cmd", ".scr", ".pif", ".msi", ".dll", ".cpl", ".ps1", ".vbs", ".vbe", ".js", ".jse",
    ".wsf", ".wsh", ".hta", ".lnk", ".jar", ".reg", ".chm", ".docm", ".xlsm", ".pptm", ".dotm", ".xlam", ".svg",
    ".htm", ".html", ".mht", ".url", ".sh", ".py", ".app", ".apk", ".dmg", ".iso",
}  # fmt: skip
_MAX_PIXELS = 200_000_000
_DEEPEST, _WIDEST = 60, 200_000
_LARGEST = 32 * 2**20
_HOLDERS = (pikepdf.Array, pikepdf.Dictionary, pikepdf.Stream)


def check_object(thing: pikepdf.Object, look_inside: Callable[[bytes], None]) -> None:
    """Look at one object and what lies directly in it. Raises :class:`Unfit`.

    ``look_inside`` judges a file that is attached.
    """
    for one in _dictionaries(thing):
        _check_action(one)
        _check_picture(one)
        if "/EF" in one:
            _check_attached(one, look_inside)


def _dictionaries(thing: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every dictionary in it, streams' own included; references are left to whoever walks the objects."""
    waiting, seen = [(thing, 0)], 0
    while waiting:
        one, deep = waiting.pop()
        seen += 1
        if deep > _DEEPEST or seen > _WIDEST:
            raise Unfit("too_complex")
        if isinstance(one, pikepdf.Array):
            inner: list[object] = list(one)
        elif isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
            yield one
            inner = [one.get(key) for key in one.keys()]  # noqa: SIM118 - pikepdf iterates over values otherwise
        else:
            continue
        waiting += [(value, deep + 1) for value in inner if isinstance(value, _HOLDERS) and not value.is_indirect]


def _check_action(one: pikepdf.Object) -> None:
    if "/JS" in one or "/JavaScript" in one:
        raise Unfit("javascript")
    if "/XFA" in one:
        raise Unfit("xfa")
    kind = one.get("/S")
    if isinstance(kind, pikepdf.Name) and str(kind) in _ACTIONS:
        raise Unfit(_ACTIONS[str(kind)])
    sort = one.get("/Subtype")
    if isinstance(sort, pikepdf.Name) and str(sort) in _PLAYERS:
        raise Unfit("plays")


def _check_picture(one: pikepdf.Object) -> None:
    if one.get("/Subtype") != "/Image":
        return
    try:
        pixels = int(one.get("/Width", 0)) * int(one.get("/Height", 0))
    except (TypeError, ValueError):
        raise Unfit("unreadable_pdf") from None
    if pixels > _MAX_PIXELS:
        raise Unfit("too_many_pixels")


def _check_attached(one: pikepdf.Object, look_inside: Callable[[bytes], None]) -> None:
    names = [str(one.get(key)) for key in ("/F", "/UF", "/DOS", "/Unix", "/Mac") if key in one]
    if any(PurePath(name.rstrip(" .").lower()).suffix in _ENDINGS for name in names):
        raise Unfit("runs_inside")
    files = one["/EF"]
    for key in files.keys():  # noqa: SIM118
        content = files[key].read_bytes()
        if len(content) > _LARGEST:
            raise Unfit("too_large_unpacked")
        look_inside(content)
