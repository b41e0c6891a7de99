"""Registers a source and how often it sends."""
from invoice_portal.command import PortalCommand, offer_json
from lookup.sources import register_source, span_of


class Command(PortalCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("code", metavar="CODE")
        parser.add_argument("--name", required=True)
        parser.add_argument("--region", required=True, help="two digits: 11, 31, 44 …")
        parser.add_argument("--every", required=True, help="30m, 24h, 7d")
        offer_json(parser)

    def handle(self, *, code, name, region, every, **options):
        source = register_source(code=code, name=name, region=region, every=span_of(every))
        told = {
            "source": source.code, "name": source.name, "region": source.region,
            "every_seconds": int(source.every.total_seconds()),
        }  # fmt: skip
        self.answer(told, str(source), as_json=options["json"])
