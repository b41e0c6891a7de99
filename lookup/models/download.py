"""Who has downloaded which invoice."""
from django.db import models
from django.utils import timezone

from invoice_portal.accounts.models import Taxpayer

from .invoice import Invoice


class Download(models.Model):
    """This taxpayer has this invoice's PDF."""

    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="downloads")
    taxpayer = models.ForeignKey(Taxpayer, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invoice", "taxpayer"], name="download_once")]
