"""Prints the token by which a source posts its batches, once."""
from invoice_portal.command import PortalCommand, offer_json
from lookup.sources import find_source, issue_source_token


class Command(PortalCommand):
    help = "Issue a source's token for POST /api/v1/feeds/; it is shown only now, and ends the source's older one."

    def add_arguments(self, parser):
        parser.add_argument("code")
        offer_json(parser)

    def handle(self, *, code, **options):
        source = find_source(code)
        token = issue_source_token(source)
        self.answer({"token": token, "source": source.code}, token, as_json=options["json"])
