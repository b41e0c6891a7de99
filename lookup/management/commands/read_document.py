"""What is read from each file, without saving anything."""
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lookup.reading import Unreadable, parts, read_one, sniff
from lookup.reading.as_json import error_json, to_json


class Command(BaseCommand):
    help = "Print what is read from each document (XML, or zips of it), without saving."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", metavar="PATH")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print one JSON list")

    def handle(self, *, paths: list[str], as_json: bool, **options):
        # A file that cannot be read is an answer; a path that is not there is a mistake of the caller.
        for path in paths:
            if not Path(path).is_file():
                raise CommandError(f"No such file: {path}")
        objects = [found for path in paths for found in read(path)]
        if as_json:
            self.stdout.write(json.dumps(objects, ensure_ascii=False, indent=1))
            return
        for found in objects:
            self.stdout.write(summary(found))


def read(path: str) -> Iterator[dict[str, Any]]:
    """One object per invoice in the file, or per member that cannot be read."""
    data = Path(path).read_bytes()
    try:
        for part, content in parts(data, path):
            try:
                yield to_json(read_one(content), part)
            except Unreadable as error:
                yield error_json(part, sniff(content), error.detail)
    except Unreadable as error:
        yield error_json(path, sniff(data), error.detail)


def summary(found: dict[str, Any]) -> str:
    if found["error"]:
        return f"{found['path']}: {found['error']['code']} {found['error']['detail']}"
    number = f"{found['code']}-{found['number']}" if found["code"] else found["number"]
    names = f"{found['seller_name'] or '-'} → {found['buyer_name'] or '-'}"
    first = f"{found['path']}: {number} {found['issue_date']} {found['total']} {names}"
    return "\n  ".join([first, *found["warnings"]])
