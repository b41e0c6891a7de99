"""Builds the demo world; run again, it adds only what is missing."""
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from invoice_portal.demo.world import build


class Command(BaseCommand):
    help = "Build the demo world: taxpayers, staff, sources, invoices and applications in every state."

    def add_arguments(self, parser):
        parser.add_argument("--invoices", type=int, default=settings.DEMO_INVOICES, help="how many invoices")

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("the demo world is built only in demo mode: set DEMO=1")
        build(invoices=options["invoices"], say=lambda text: self.stderr.write(text))
