"""What the sources of the demo have sent: two years at once, then a batch a day, one of which is missing."""
import hashlib
import json
import tempfile
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.core.management import call_command

from invoice_portal.accounts.models import Taxpayer
from invoice_portal.accounts.opening import add_former_name
from lookup.models import Batch

from .cast import SOFTWARE
from .einvoice import einvoice_xml
from .missing import BEIJING_SELLER, FORMER_NAME, SHANGHAI_SELLER, arriving, number_of, today

_SHANGHAI = ZoneInfo("Asia/Shanghai")
#: Days that came one by one, and the hours after midnight at which the batches were made.
DAYS, HOURS = 20, (6, 7, 7, 8, 9, 11)
#: The batch of Shanghai that never came, counted in days before today; and since when Guangdong is silent.
MISSING_DAY, SILENT_DAYS = 5, 3


def send_feeds(say: Callable[[str], None]) -> None:
    """Send every batch through ``import_feed``, unless that was done."""
    if Batch.objects.exclude(number=None).exists():
        return
    say("two years of feeds …")
    add_former_name(Taxpayer.objects.get(tax_id=SOFTWARE), name=FORMER_NAME)
    with tempfile.TemporaryDirectory() as folder:
        for source, last in (("BJ01", 1), ("SH01", 1), ("GD01", 1 + SILENT_DAYS)):
            _write_batches(Path(folder) / source, source, last)
        with (Path(folder) / "report").open("w") as report:
            call_command("import_feed", *(str(Path(folder) / code) for code in ("BJ01", "SH01", "GD01")),
                         stdout=report, stderr=report)  # fmt: skip


def _write_batches(folder: Path, source: str, last: int) -> None:
    """Write the archive as batch 1, then one batch a day up to ``last`` days before today."""
    first_day = DAYS + 1
    _write(folder / "1", source, 1, days=(800, first_day - 1))
    for number, ago in enumerate(range(first_day - 1, last - 1, -1), 2):
        if source == "SH01" and ago == MISSING_DAY:
            continue
        _write(folder / str(number), source, number, days=(ago, ago - 1), newest=ago == last)


def _write(folder: Path, source: str, number: int, *, days: tuple[int, int], newest: bool = False) -> None:
    """Write one batch that completes the issue times from so many days ago to so many."""
    folder.mkdir(parents=True)
    begins, ends = (_midnight(ago) for ago in days)
    manifest: dict = {
        "source": source, "batch": number, "covers": {"from": begins.isoformat(), "to": ends.isoformat()},
        "created_at": (ends + timedelta(hours=HOURS[number % len(HOURS)])).isoformat(), "files": [],
    }  # fmt: skip
    if newest and source == "BJ01":
        _add_documents(folder, manifest)
    if newest and source == "SH01":
        manifest["announced"] = [_announced(number_of(2, "31"), SHANGHAI_SELLER.tax_id)]
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")


def _add_documents(folder: Path, manifest: dict) -> None:
    papers = arriving()
    for paper in papers:
        data = einvoice_xml(paper)
        (folder / f"{paper.number}.xml").write_bytes(data)
        manifest["files"].append({"name": f"{paper.number}.xml", "sha256": hashlib.sha256(data).hexdigest()})
    manifest["announced"] = [
        _announced(paper.number, BEIJING_SELLER.tax_id, paper.buyer.tax_id) for paper in papers
    ] + [_announced(number_of(1), BEIJING_SELLER.tax_id)]
    voided_at = _midnight(1) + timedelta(hours=10)
    manifest["changes"] = [
        {"number": number_of(6), "status": "VOIDED", "at": voided_at.isoformat(), "replaced_by": number_of(7),
         "reason": "开票有误"}
    ]  # fmt: skip


def _announced(number: str, seller: str | None, buyer: str | None = SOFTWARE) -> dict:
    return {"number": number, "seller": seller, "buyer": buyer}


def _midnight(days_ago: int) -> datetime:
    return datetime.combine(today() - timedelta(days=days_ago), time(), _SHANGHAI)
