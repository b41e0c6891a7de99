"""Prints an API token, once."""
import json

from django.core.management.base import BaseCommand, CommandError

from invoice_portal.accounts.finding import find_operator
from invoice_portal.accounts.tokens import issue_token
from invoice_portal.refusal import Refusal


class Command(BaseCommand):
    help = "Issue an API token for one operator of one taxpayer; it is shown only now."

    def add_arguments(self, parser):
        parser.add_argument("tax_id")
        parser.add_argument("--operator", default="", metavar="CODE")
        parser.add_argument("--name", default="", help="what the token is for")
        parser.add_argument("--json", action="store_true")

    def handle(self, **options):
        try:
            operator = find_operator(options["tax_id"], options["operator"])
            token = issue_token(operator=operator, name=options["name"][:60])
        except Refusal as refusal:
            raise CommandError(refusal.detail) from refusal
        told = {"token": token, "tax_id": operator.taxpayer.tax_id, "operator": operator.code}
        self.stdout.write(json.dumps(told) if options["json"] else token)
