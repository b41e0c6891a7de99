"""Reads the batches that sources drop into a folder.

Whether a batch was read is for its row to say, never the folder: killed at any moment, the next run finds it read
and only moves it away. Batches that are not complete are left alone as long as somebody still writes to them.
"""
import json
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_noop as _

from invoice_portal.refusal import Refusal
from lookup.intake.turns import hold
from lookup.models import Source

from .delivery import Delivery, Unopenable
from .finding import Found, batches_under, number_of
from .manifest import BadManifest, parse
from .reading import PATIENCE, read_found, refused_unread
from .report import REFUSED, BatchReport

#: Names the lock among the advisory locks of the database: one reads the folder at a time.
_FOLDER = 0x0D30
DONE, NOT_TAKEN = "done", "refused"
#: Seconds without a change after which what is there is taken to be all that will come.
QUIET = 600.0


def read_dropped() -> list[BatchReport]:
    """Read what is complete in the drop folder and move it away; returns at once if another is at it."""
    root = Path(settings.FEED_DROP_DIR)
    root.mkdir(parents=True, exist_ok=True)
    with hold(_FOLDER, 0, wait=0) as held:
        reports = []
        for item, found in _ready(root) if held else ():
            try:
                told = [read_found(one, wait=PATIENCE) for one in found] or [_nothing_in(item)]
            except Refusal:
                # Its source is being read by another; the next run finds it here.
                continue
            reports += told
            _move(item, root / (NOT_TAKEN if any(one.state == REFUSED for one in told) else DONE), told)
        return reports


def _ready(root: Path) -> list[tuple[Path, list[Found]]]:
    """Return what can be read, or will not become more than it is, in the order of batch numbers."""
    ready = []
    for item in sorted(root.iterdir()):
        if item.is_symlink() or item.name.startswith(".") or item.name in (DONE, NOT_TAKEN):
            continue
        found = _batches(item)
        if (found and all(map(_is_complete, found))) or _is_quiet(item):
            ready.append((item, found))
    return sorted(ready, key=lambda pair: number_of(pair[1][0]) if pair[1] else (True, "", 0, pair[0].name))


def _batches(item: Path) -> list[Found]:
    try:
        return batches_under(item)
    except (Refusal, OSError):
        return []


def _is_complete(found: Found) -> bool:
    """Tell whether everything that the manifest lists is there and right, and its source is known."""
    try:
        with found.open() as delivery:
            return _agrees(delivery)
    except (Unopenable, BadManifest, OSError):
        return False


def _agrees(delivery: Delivery) -> bool:
    manifest = parse(delivery.manifest())
    if not Source.objects.filter(code=manifest.source).exists():
        return False
    return all(delivery.sha256(file.name) == file.sha256 for file in manifest.files)


def _is_quiet(item: Path) -> bool:
    """Tell whether nothing of it has changed for long. When it was modified is not asked: copies keep that time."""
    newest = max((path.lstat().st_ctime for path in _tree(item)), default=0.0)
    return newest < time.time() - QUIET


def _tree(item: Path) -> Iterator[Path]:
    yield item
    if item.is_dir():
        for path in item.rglob("*"):
            if not path.is_symlink():
                yield path


def _nothing_in(item: Path) -> BatchReport:
    return refused_unread(BatchReport(str(item)), _("其中没有批次"))


def _move(item: Path, folder: Path, told: list[BatchReport]) -> None:
    """Move a batch out of the way, with what became of it beside it; nothing is ever overwritten."""
    folder.mkdir(exist_ok=True)
    target, copy = folder / item.name, 1
    # Nobody else moves anything here meanwhile: the lock is held.
    while target.exists() or target.is_symlink():
        copy += 1
        target = folder / f"{item.stem}.{copy}{item.suffix}"
    item.rename(target)
    report = [one.as_json() for one in told]
    target.with_name(f"{target.name}.report.json").write_text(json.dumps(report, ensure_ascii=False, indent=1))
