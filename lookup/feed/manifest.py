"""The manifest of a batch: what it must say, and what is wrong with one that does not. Pure."""
from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_noop as _

from invoice_portal.accounts.tax_id import clean as clean_tax_id
from lookup.detail_words import BETWEEN

NAME = "manifest.json"
STATUSES = ("VOIDED", "PARTLY_REVERSED", "REVERSED", "ABNORMAL")

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_SLUG = re.compile(r"(?:([0-9]{1,12})-)?([0-9]{1,20})")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LARGEST_NUMBER = 2**31 - 1
#: So that a manifest in which everything is wrong says so in a few lines.
_TOLD = 10


@dataclass(frozen=True, slots=True)
class Announced:
    """A number that is on its way, with its parties ("" where the source does not say)."""

    number: str
    code: str
    seller: str
    buyer: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A change of an invoice's status; ``by`` and ``replaced_by`` as ``number`` or ``code-number``, or ""."""

    number: str
    code: str
    status: str
    at: datetime
    by: str
    replaced_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class ListedFile:
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest that says everything it must."""

    source: str
    batch: int
    created_at: datetime | None
    covers: tuple[datetime, datetime] | None
    announced: tuple[Announced, ...]
    changes: tuple[Changed, ...]
    files: tuple[ListedFile, ...]


class BadManifest(Exception):
    """A manifest that cannot be used: ``detail`` says which fields, the rest is what could be read all the same."""

    def __init__(
        self, detail: str, source: str | None = None, batch: int | None = None,
        covers: tuple[datetime, datetime] | None = None,
    ):  # fmt: skip
        super().__init__(detail)
        self.detail, self.source, self.batch, self.covers = detail, source, batch, covers


def parse(data: bytes) -> Manifest:
    """Read a manifest; raises :class:`BadManifest` that names every field that is missing or wrong."""
    try:
        said = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadManifest(_("清单不是有效的 JSON") + f"：{str(error)[:200]}") from None
    if not isinstance(said, dict):
        raise BadManifest(_("清单不是一个 JSON 对象"))
    reading = _Reading()
    source = reading.field(said, "source", _source)
    batch = reading.field(said, "batch", _batch)
    covers = reading.field(said, "covers", _covers, needed=False)
    created_at = reading.field(said, "created_at", moment, needed=False)
    announced = tuple(reading.each(said, "announced", _announced))
    changes = tuple(reading.each(said, "changes", _changed))
    files = tuple(reading.each(said, "files", _file))
    if reading.wrong or source is None or batch is None:
        raise BadManifest(BETWEEN.join(reading.wrong[:_TOLD]), source, batch, covers)
    return Manifest(source, batch, created_at, covers, announced, changes, files)


class _Reading:
    """Reads fields one by one and remembers what was wrong with each."""

    def __init__(self) -> None:
        self.wrong: list[str] = []

    def field(self, said: dict[str, Any], name: str, read: Callable[[Any], Any], *, needed: bool = True) -> Any:
        value = said.get(name)
        if value is None:
            if needed:
                self.wrong.append(f"{name}：" + _("缺少"))
            return None
        return self._read(name, read, value)

    def each(self, said: dict[str, Any], name: str, read: Callable[[Any], Any]) -> Iterator[Any]:
        """Each member of a list that may be left out."""
        value = said.get(name)
        if value is None:
            return
        if not isinstance(value, list):
            self.wrong.append(f"{name}：" + _("应为数组"))
            return
        for place, one in enumerate(value):
            found = self._read(f"{name}[{place}]", read, one)
            if found is not None:
                yield found

    def _read(self, name: str, read: Callable[[Any], Any], value: Any) -> Any:
        try:
            return read(value)
        except _Wrong as wrong:
            self.wrong.append(f"{name}{wrong}")
            return None


class _Wrong(Exception):
    """What is wrong with a value: ``：problem``, or ``.part：problem`` for a part of it."""

    def __init__(self, problem: str, part: str = ""):
        super().__init__(f".{part}：{problem}" if part else f"：{problem}")


def moment(value: Any, part: str = "") -> datetime:
    """An aware time in ISO 8601; one without a zone is China's."""
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise _Wrong(_("应为 ISO 8601 时间，如 2026-11-01T08:00:00+08:00"), part) from None
    if not 1990 <= found.year <= 2100:
        raise _Wrong(_("年份不合理"), part)
    return found if found.tzinfo else found.replace(tzinfo=_SHANGHAI)


def _source(value: Any) -> str:
    return _text(value, 20)


def _batch(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= _LARGEST_NUMBER:
        raise _Wrong(_("应为大于 0 的整数"))
    return value


def _covers(value: Any) -> tuple[datetime, datetime]:
    if not isinstance(value, dict):
        raise _Wrong(_("应有 from 和 to"))
    start, end = (moment(value.get(part), part) for part in ("from", "to"))
    if start >= end:
        raise _Wrong(_("from 应早于 to"))
    return start, end


def _announced(value: Any) -> Announced:
    found = _object(value)
    code, number = _slug(found.get("number"), "number")
    return Announced(number, code, _tax_id(found.get("seller"), "seller"), _tax_id(found.get("buyer"), "buyer"))


def _changed(value: Any) -> Changed:
    found = _object(value)
    code, number = _slug(found.get("number"), "number")
    status = found.get("status")
    if status not in STATUSES:
        raise _Wrong(_("不是清单可用的状态"), "status")
    at = moment(found.get("at"), "at")
    by, replaced_by = (_other(found.get(part), part) for part in ("by", "replaced_by"))
    reason = found.get("reason")
    return Changed(number, code, status, at, by, replaced_by, "" if reason is None else _text(reason, 2000, "reason"))


def _file(value: Any) -> ListedFile:
    found = _object(value)
    name, sha256 = _text(found.get("name"), 300, "name"), found.get("sha256")
    # Inside the batch and nowhere else: the name is looked up, but a source must not even ask for another place.
    if "\\" in name or name == NAME or any(piece in ("", ".", "..") for piece in name.split("/")):
        raise _Wrong(_("应为批次内的文件名"), "name")
    if not isinstance(sha256, str) or not _SHA256.fullmatch(sha256.lower()):
        raise _Wrong(_("应为 64 位十六进制的 SHA-256"), "sha256")
    return ListedFile(name, sha256.lower())


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _Wrong(_("应为一个 JSON 对象"))
    return value


def _slug(value: Any, part: str) -> tuple[str, str]:
    """(code or "", number). Whether such a number can exist is not asked: its document will tell."""
    found = _SLUG.fullmatch(value.strip()) if isinstance(value, str) and value.isascii() else None
    if not found:
        raise _Wrong(_("应为发票号码，或“发票代码-发票号码”"), part)
    return found[1] or "", found[2]


def _other(value: Any, part: str) -> str:
    if value is None or value == "":
        return ""
    code, number = _slug(value, part)
    return f"{code}-{number}" if code else number


def _tax_id(value: Any, part: str) -> str:
    if value is None or value == "":
        return ""
    tax_id = clean_tax_id(_text(value, 40, part))
    if len(tax_id) > 20:
        raise _Wrong(_("内容过长或含有不可用的字符"), part)
    return tax_id


def _text(value: Any, longest: int, part: str = "") -> str:
    if not isinstance(value, str) or not value.strip():
        raise _Wrong(_("应为文字"), part)
    text = value.strip()
    if len(text) > longest or "\0" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise _Wrong(_("内容过长或含有不可用的字符"), part)
    return text
