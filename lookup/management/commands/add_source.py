"""Registers a source and how often it sends."""
from django.core.management.base import BaseCommand, CommandError

from invoice_portal.refusal import Refusal
from lookup.sources import register_source, span_of


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("code", metavar="CODE")
        parser.add_argument("--name", required=True)
        parser.add_argument("--region", required=True, help="two digits: 11, 31, 44 …")
        parser.add_argument("--every", required=True, help="30m, 24h, 7d")

    def handle(self, *, code, name, region, every, **options):
        try:
            source = register_source(code=code, name=name, region=region, every=span_of(every))
        except Refusal as refusal:
            raise CommandError(refusal.detail) from refusal
        self.stdout.write(str(source))
