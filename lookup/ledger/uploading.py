"""Takes a ledger in: limited in size, told by its first bytes, stored under a random name, and owed a reading."""
from collections.abc import Mapping

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Operator
from invoice_portal.accounts.throttle import limit_of
from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal
from lookup.access import SIDES
from lookup.models import LedgerRun
from lookup.reading import sniff
from lookup.reading.archive import is_zip
from lookup.storing import digest_of, new_name, store

from .owing import queue
from .own import own_runs

FOLDER = "ledgers"
MAX_BYTES = 20 * 1024 * 1024
#: All that one operator may have waiting to be forgotten, and how much is taken in a while.
KEPT_BYTES = 1024**3
FILES, FILES_WITHIN = 60, 600
_NO_LEDGERS = frozenset({"xml", "ofd", "pdf", "image"})
_UNFINISHED = (LedgerRun.State.UPLOADED, LedgerRun.State.READING, LedgerRun.State.MAPPING)


def take_in(
    operator: Operator, file: UploadedFile | None, *, by_api: bool = False, columns: Mapping[str, object] | None = None,
    side: str = "",
) -> LedgerRun:  # fmt: skip
    """Keep the file and owe its reading; the same file, not begun yet, is the same run.

    ``columns``: as a program tells them (index or header word), else they are guessed. ``side``: of rows that do not
    name the taxpayer. Raises :class:`Refusal` if the file is missing, empty, too large or no table.
    """
    if file is None:
        raise _refuse("no_file", _("请先选择文件。"))
    if side not in ("", *SIDES):
        raise Refusal("bad_side", _("进项填 purchases，销项填 sales。"), fields={"side": side[:20]})
    limit_of(f"ledgers:{operator.pk}", times=FILES, seconds=FILES_WITHIN)
    if file.size > MAX_BYTES:
        raise _refuse("too_large", _("文件超过 20 MB。请拆分后上传。"))
    data = file.read()
    _check(data)
    digest = digest_of(data)
    if same := _begun(operator, digest, by_api, columns or {}, side):
        return same
    _check_room(operator, len(data))
    name = new_name(FOLDER)
    store(name, data)
    with transaction.atomic():
        run = LedgerRun.objects.create(
            taxpayer=operator.taxpayer, operator=operator, by_api=by_api, columns=dict(columns or {}), side=side,
            sees_purchases=operator.sees_purchases, sees_sales=operator.sees_sales,
            file_name=_shown(file.name), name=name, digest=digest, size=len(data),
        )  # fmt: skip
        record("ledger", run.pk, "uploaded", by=operator.person, digest=digest)
        queue(run.pk)
    return run


def _check(data: bytes) -> None:
    """Look at the first bytes only: what is inside a zip is the worker's to open."""
    if not data.strip():
        raise _refuse("empty", _("这个文件是空的。请重新选择。"))
    if not is_zip(data) and (kind := sniff(data)) != "xlsx" and (kind in _NO_LEDGERS or not _is_text(data)):
        raise _refuse("type", _("不接受这种文件。请上传 XLSX、XLS 或 CSV 台账；单张发票的文件请到“用发票文件追踪”。"))


def _is_text(data: bytes) -> bool:
    """Tell whether the beginning is text: no control characters but those of lines, or two bytes a character."""
    start = data[:8192]
    return start.startswith((b"\xff\xfe", b"\xfe\xff")) or not any(byte < 9 or 13 < byte < 32 for byte in start)


def _begun(operator: Operator, digest: str, by_api: bool, columns: Mapping, side: str) -> LedgerRun | None:
    """Return the run of this very file that waits to be started: a button pressed twice begins one."""
    same = own_runs(operator).filter(digest=digest, by_api=by_api, state__in=_UNFINISHED)
    return next((run for run in same[:5] if not by_api or (run.columns, run.side) == (dict(columns), side)), None)


def _check_room(operator: Operator, size: int) -> None:
    kept = LedgerRun.objects.filter(operator=operator.pk).aggregate(size=Sum("size"))["size"] or 0
    if kept + size > KEPT_BYTES:
        raise Refusal("too_much_kept", _("最近 30 天上传的台账过多。请过几天再传。"), status=429, wait=86_400)


def _refuse(code: str, detail: str) -> Refusal:
    return Refusal(code, detail, fields={"file": detail})


def _shown(name: str | None) -> str:
    """Return the file's name as text that can be shown and stored."""
    printable = "".join(character for character in name or "" if character.isprintable())
    return printable[-255:] or _("未命名")
