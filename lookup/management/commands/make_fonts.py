"""Make the font of the PDFs ahead of the first of them."""

from django.core.management.base import BaseCommand

from invoice_portal.papers.fonts import font_path


class Command(BaseCommand):
    help = "Makes the font that the PDFs embed (20 s, once)."

    def handle(self, **options):
        self.stdout.write(f"font: {font_path()}")
