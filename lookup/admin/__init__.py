"""What staff see of sources, deliveries and records. Nothing here can be changed: actions do that elsewhere."""
from django.contrib import admin

from lookup.models import Batch, Entry, Invoice, Source

from .arrivals import BatchAdmin, EntryAdmin, SourceAdmin
from .invoices import InvoiceAdmin

admin.site.register(Source, SourceAdmin)
admin.site.register(Batch, BatchAdmin)
admin.site.register(Entry, EntryAdmin)
admin.site.register(Invoice, InvoiceAdmin)
