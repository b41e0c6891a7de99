"""Plays one scenario folder: registers who is in it, imports its batches as they came, and asks its questions."""
import hashlib
import io
import json
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml
from django.core.management import CommandError, call_command

from invoice_portal.accounts.finding import find_operator
from resubmission.drafting import begin

SHANGHAI = ZoneInfo("Asia/Shanghai")
#: Puts the clock to a time.
Clock = Callable[[datetime], None]


def load(folder: Path) -> dict:
    return yaml.safe_load((folder / "scenario.yaml").read_text(encoding="utf-8"))


def play(folder: Path, place: Path, clock: Clock) -> None:
    """Bring the world of the scenario about, up to its ``now``."""
    said = load(folder)
    batches = [_completed(batch, place) for batch in sorted(folder.glob("batch-*"))]
    clock(min([_moment(said["now"]), *(made for made, _path in batches)]))
    for source in said["sources"]:
        _quietly("add_source", source["code"], name=source["name"], region=source["region"], every=source["every"])
    for taxpayer in said["taxpayers"]:
        options = {name: value for name, value in taxpayer.items() if name not in ("tax_id", "name")}
        _quietly("create_taxpayer", taxpayer["tax_id"], taxpayer["name"], verified=True, **options)
    for made, path in sorted(batches):
        clock(made)
        _quietly("import_feed", str(path))
    clock(_moment(said["now"]))
    for applied in said.get("applications", []):
        begin(find_operator(applied["taxpayer"], "01"), kind="SUPPLEMENT", claimed={"number": applied["number"]})


def answer(question: dict) -> dict:
    """Ask as the command line does."""
    asked = {name: str(value) for name, value in question["ask"].items()}
    number = [asked.pop("number")] if "number" in asked else []
    operator = question.get("operator", "01")
    return json.loads(
        _quietly("trace", *number, taxpayer=question["taxpayer"], operator=operator, json=True, **asked)
    )


def _completed(batch: Path, place: Path) -> tuple[datetime, Path]:
    """Copy a batch, with the digests that nobody writes by hand, and tell when it was made."""
    copy = place / batch.name
    shutil.copytree(batch, copy)
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    for file in manifest["files"]:
        file["sha256"] = file.get("sha256") or hashlib.sha256((copy / file["name"]).read_bytes()).hexdigest()
    (copy / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return datetime.fromisoformat(manifest["created_at"]), copy


def _moment(said: object) -> datetime:
    return datetime.fromisoformat(str(said)).replace(tzinfo=SHANGHAI)


def _quietly(command: str, *arguments: str, **options) -> str:
    out = io.StringIO()
    try:
        call_command(command, *arguments, stdout=out, stderr=io.StringIO(), **options)
    except CommandError as error:
        # A batch that is refused whole is part of some stories.
        if command != "import_feed":
            raise AssertionError(f"{command} {arguments}: {error}") from error
    return out.getvalue()
