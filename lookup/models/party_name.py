"""Names as printed on invoices, each kept once and searchable by any part of it."""
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class PartyName(models.Model):
    """A seller's or buyer's name as printed; a million invoices may share it."""

    name = models.CharField(max_length=200, unique=True)
    #: Comparable form (see accounts.names.name_key).
    key = models.CharField(max_length=200, db_index=True)
    #: Every two-character part of ``key``: finds a part of a name without any PostgreSQL extension.
    parts = ArrayField(models.CharField(max_length=2))

    class Meta:
        indexes = [GinIndex(fields=["parts"], name="party_name_parts")]

    def __str__(self):
        return self.name
