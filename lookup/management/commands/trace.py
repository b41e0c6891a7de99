"""Says where an invoice is, and if it is missing, why."""
import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext_noop

from invoice_portal.accounts.finding import find_operator
from invoice_portal.refusal import Refusal
from lookup.detail_words import detail_words
from lookup.field_words import field_word
from lookup.reading.as_json import facts
from lookup.reading.each import Found, each
from lookup.trace.form import question_of
from lookup.trace.from_document import ask_about, question_about
from lookup.trace.gathering.asker import asker_of
from lookup.trace.question import Question
from lookup.trace.wording import answer_json
from lookup.trace.wording.checks import RESULTS, RULES

_ASKED = ("code", "date", "date_from", "date_to", "buyer", "seller", "title", "total", "side", "category", "status")
_SAYS_NOTHING = gettext_noop("文件里没有可查的内容")


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("number", nargs="?", default="")
        parser.add_argument("--taxpayer", required=True, metavar="TAX_ID")
        parser.add_argument("--operator", default="", metavar="CODE")
        for name in _ASKED:
            parser.add_argument(f"--{name.replace('_', '-')}", default="")
        parser.add_argument("--file", default="", metavar="PATH", help="the invoice; of several, NUMBER says which")
        parser.add_argument("--json", action="store_true")

    def handle(self, **options):
        try:
            operator = _operator(options)
            question, unread = _question(options)
            trace = ask_about(asker_of(operator), question)
        except Refusal as refusal:
            said = [str(refusal.detail), *(f"{name}: {text}" for name, text in refusal.fields.items())]
            raise CommandError(" ".join(said)) from refusal
        if trace is None:
            raise CommandError(detail_words(unread))
        answer = answer_json(trace)
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self._say(answer, trace.asked)

    def _say(self, answer: dict, asked: dict) -> None:
        # What was understood, which is not always what was typed.
        self.stdout.write("  ".join(f"{field_word(name)} {value}" for name, value in asked.items() if name != "file"))
        self.stdout.write(f"{answer['cause']}  {answer['headline']}\n{answer['explanation']}")
        self.stdout.write(f"→ {answer['next']['label']}  {answer['next']['url']}")
        for check in answer["checks"]:
            words = [RESULTS[check["result"]], RULES[check["rule"]], check["compared"], check["source"]]
            self.stdout.write("  " + "\t".join(map(str, words)))


def _question(options: dict) -> tuple[Question, str]:
    """Return what is asked by the options and by the file; and why the file could not be read, if it could not."""
    typed = {name: options[name] for name in ("number", *_ASKED) if options[name]}
    if not options["file"]:
        return question_of(typed), ""
    found = _chosen(options["file"], typed.get("number", ""))
    document = found.document
    issued_at = document.issued_at.isoformat() if document and document.issued_at else None
    said = facts(document) if document else {}
    asked = question_about(said, digest=found.digest, issued_at=issued_at, besides=typed)
    return asked or Question(digest=bytes.fromhex(found.digest)), found.why or _SAYS_NOTHING


def _chosen(path: str, number: str) -> Found:
    """Return the one invoice in the file; of several, the one of this number."""
    if not Path(path).is_file():
        raise CommandError(f"No such file: {path}")
    found = list(each(Path(path).read_bytes(), path))
    if len(found) > 1:
        numbers = [one.document.number if one.document else None for one in found]
        found = [one for one, its_number in zip(found, numbers, strict=True) if number and its_number == number]
        if len(found) != 1:
            said = ", ".join(filter(None, numbers[:20]))
            raise CommandError(f"{path} holds {len(numbers)} documents; give the NUMBER of one: {said}")
    if not found:
        raise CommandError(f"{path} holds no document.")
    return found[0]


def _operator(options: dict):
    """Return the operator named; without a code the taxpayer's first one, who sees what the others may."""
    if options["operator"]:
        return find_operator(options["taxpayer"], options["operator"])
    try:
        return find_operator(options["taxpayer"])
    except Refusal as refusal:
        if refusal.code != "which_operator":
            raise
        return find_operator(options["taxpayer"], "01")
