"""The demo world: accounts, sources, invoices, feeds, PDFs, and an application in every state."""
from collections.abc import Callable
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from lookup.generating import generate
from lookup.models import Invoice, Source
from lookup.pdf.owing import owe_pdf

from .accounts import open_accounts
from .applications import open_applications
from .cast import SOURCES, TAXPAYERS
from .chats import open_chats
from .complaints import open_complaints
from .feeds import send_feeds
from .misuse import open_misuse
from .notices import open_notices

SEED = 20261124
#: How many of each taxpayer's newest invoices have their PDF made at the start.
PDFS = 10


def build(*, invoices: int, say: Callable[[str], None]) -> None:
    """Add whatever of the demo world is missing."""
    open_accounts()
    for code, name, region in SOURCES:
        Source.objects.get_or_create(code=code, defaults={"name": name, "region": region, "every": timedelta(hours=24)})
    if Invoice.objects.count() < invoices:
        say(f"generating {invoices} invoices …")
        until = timezone.localdate() - timedelta(days=1)
        generate(invoices, SEED, max(20, invoices // 100), involve=list(TAXPAYERS), until=until)
    send_feeds(say)
    for tax_id in TAXPAYERS:
        mine = Q(seller__tax_id=tax_id) | Q(buyer__tax_id=tax_id)
        sound = Invoice.objects.filter(mine, validity="NORMAL", conflict="")
        for invoice in sound.order_by("-issue_date", "-id")[:PDFS]:
            owe_pdf(invoice)
    open_applications(say)
    open_complaints(say)
    open_chats(say)
    open_misuse(say)
    open_notices(say)
