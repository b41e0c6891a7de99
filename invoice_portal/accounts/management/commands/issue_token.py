"""Prints an API token, once."""
from invoice_portal.accounts.finding import find_operator
from invoice_portal.accounts.tokens import issue_token
from invoice_portal.command import PortalCommand, offer_json


class Command(PortalCommand):
    help = "Issue an API token for one operator of one taxpayer; it is shown only now."

    def add_arguments(self, parser):
        parser.add_argument("tax_id")
        parser.add_argument("--operator", default="", metavar="CODE")
        parser.add_argument("--name", default="", help="what the token is for")
        offer_json(parser)

    def handle(self, **options):
        operator = find_operator(options["tax_id"], options["operator"])
        token = issue_token(operator=operator, name=options["name"])
        told = {"token": token, "tax_id": operator.taxpayer.tax_id, "operator": operator.code}
        self.answer(told, token, as_json=options["json"])
