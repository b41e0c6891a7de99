"""When an operator was last on the home page, so that it can say what has changed since."""
from django.db import models

from invoice_portal.accounts.models import Operator


class Visit(models.Model):
    """The visit that goes on now, and the one before it. Written once a visit, not once a page."""

    operator = models.OneToOneField(Operator, models.CASCADE, primary_key=True, related_name="+")
    began_at = models.DateTimeField()
    #: When the visit before began; None at the first.
    before_at = models.DateTimeField(null=True)
