"""Says where an invoice is, and if it is missing, why."""
import json

from django.core.management.base import BaseCommand, CommandError

from invoice_portal.accounts.finding import find_operator
from invoice_portal.refusal import Refusal
from lookup.trace.asking import ask
from lookup.trace.form import question_of
from lookup.trace.gathering.asker import asker_of
from lookup.trace.wording import answer_json
from lookup.trace.wording.checks import RESULTS, RULES

_ASKED = ("code", "date", "date_from", "date_to", "buyer", "seller", "title", "total", "side", "category", "status")


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("number", nargs="?", default="")
        parser.add_argument("--taxpayer", required=True, metavar="TAX_ID")
        parser.add_argument("--operator", default="", metavar="CODE")
        for name in _ASKED:
            parser.add_argument(f"--{name.replace('_', '-')}", default="")
        parser.add_argument("--json", action="store_true")

    def handle(self, **options):
        try:
            operator = _operator(options)
            question = question_of({name: options[name] for name in ("number", *_ASKED)})
            answer = answer_json(ask(asker_of(operator), question))
        except Refusal as refusal:
            said = [str(refusal.detail), *(f"{name}: {text}" for name, text in refusal.fields.items())]
            raise CommandError(" ".join(said)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self._say(answer)

    def _say(self, answer: dict) -> None:
        self.stdout.write(f"{answer['cause']}  {answer['headline']}\n{answer['explanation']}")
        self.stdout.write(f"→ {answer['next']['label']}  {answer['next']['url']}")
        for check in answer["checks"]:
            words = [RESULTS[check["result"]], RULES[check["rule"]], check["compared"], check["source"]]
            self.stdout.write("  " + "\t".join(map(str, words)))


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
