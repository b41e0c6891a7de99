"""What every command has in common: bad input ends it with one clear line, ``--json`` prints one document."""
import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from invoice_portal.refusal import Refusal


class PortalCommand(BaseCommand):
    """A command whose refusals are one line on stderr and an exit code other than 0."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs) -> ArgumentParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        # A bad option is told in one line too; how the command is used is told by --help.
        parser.print_usage = lambda file=None: None
        return parser

    def execute(self, *args, **options):
        for name, value in options.items():
            if any(isinstance(text, str) and not _is_text(text) for text in _each(value)):
                raise CommandError(_("选项 %(name)s 不是 UTF-8 文字。") % {"name": name})
        try:
            return super().execute(*args, **options)
        except Refusal as refusal:
            raise CommandError(_one_line(refusal)) from refusal

    def answer(self, document: dict | list, text: str, *, as_json: bool) -> None:
        """Print what was done, for programs or for people."""
        self.stdout.write(json.dumps(document, ensure_ascii=False) if as_json else text)


def _one_line(refusal: Refusal) -> str:
    """Return the reason, and what is wrong with which field where the reason does not say it already."""
    detail = str(refusal.detail)
    more = [f"{field}: {text}" for field, text in refusal.fields.items() if str(text) not in detail]
    return " ".join(" ".join([detail, *more]).split())


def _each(value: object) -> list:
    return value if isinstance(value, list) else [value]


def _is_text(value: str) -> bool:
    """Tell bytes that the terminal's encoding could not read: Python hands them on as halves of characters."""
    return not any("\ud800" <= character <= "\udfff" for character in value)


def offer_json(parser: ArgumentParser) -> None:
    """Add ``--json``; its value is ``options["json"]``."""
    parser.add_argument("--json", action="store_true", help="print exactly one JSON document")


def read_file(path: Path, most: int) -> bytes:
    """Return what is in a file that an option names, one byte more than ``most`` at most; refuse what is no file."""
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except FileNotFoundError:
        raise CommandError(_("没有这个文件：%(path)s") % {"path": path}) from None
    except IsADirectoryError:
        raise CommandError(_("%(path)s 是文件夹，请给出一个文件。") % {"path": path}) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise CommandError(_("文件 %(path)s 打不开：%(why)s") % {"path": path, "why": why}) from None
