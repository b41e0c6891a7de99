"""Prints the demo's accounts, and numbers to try."""
import json

from django.core.management.base import BaseCommand, CommandError

from invoice_portal.demo.accounts import accounts_file
from invoice_portal.demo.missing import samples


class Command(BaseCommand):
    help = "Print the accounts of the demo world with their generated passwords."

    def handle(self, *args, **options):
        if not accounts_file().exists():
            raise CommandError("no demo world here: run manage.py seed_demo first")
        for account in json.loads(accounts_file().read_text(encoding="utf-8")):
            who = account["login"] or f"{account['tax_id']} / {account['operator']}"
            page = "/admin/" if account["staff"] else "/login/"
            self.stdout.write(f"  {page:8} {who:24} {account['password']:14} {account['label']}")
        self.stdout.write("  /admin/ asks for a code too: read it at /outbox/codes/ (demo only)")
        self.stdout.write("  at /trace/, as 北京云杉 01:")
        for sample in samples():
            self.stdout.write(f"           {sample.number}  {sample.day or ''!s:10}  {sample.shows}")
