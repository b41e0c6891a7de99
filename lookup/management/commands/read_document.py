"""What is read from each file, without saving anything."""
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lookup.reading.each import each


class Command(BaseCommand):
    help = "Print what is read from each document (XML, OFD, PDF, picture, ledger, or zips of them), without saving."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", metavar="PATH")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print one JSON list")

    def handle(self, *, paths: list[str], as_json: bool, **options):
        # A file that cannot be read is an answer; a path that is not there is a mistake of the caller.
        for path in paths:
            if not Path(path).is_file():
                raise CommandError(f"No such file: {path}")
        objects = [found.as_json() for path in paths for found in each(Path(path).read_bytes(), path)]
        if as_json:
            self.stdout.write(json.dumps(objects, ensure_ascii=False, indent=1))
            return
        for found in objects:
            self.stdout.write(summary(found))


def summary(found: dict[str, Any]) -> str:
    if found["error"]:
        return f"{found['path']}: {found['error']['code']} {found['error']['detail']}"
    number = f"{found['code']}-{found['number']}" if found["code"] else found["number"]
    names = f"{found['seller_name'] or '-'} → {found['buyer_name'] or '-'}"
    first = f"{found['path']}: {number} {found['issue_date']} {found['total']} {names}"
    return "\n  ".join([first, *found["warnings"]])
