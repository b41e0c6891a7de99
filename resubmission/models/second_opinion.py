"""Above which total a second clerk must agree (双人审核), each with the time since when it held."""
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SecondOpinionLimit(models.Model):
    """One limit. Rows are only added (resubmission/second_opinion/limit.py), so that what held when can be told."""

    total = models.DecimalField(_("价税合计超过"), max_digits=18, decimal_places=2)
    since = models.DateTimeField(_("生效时间"))

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(total__gte=0), name="second_opinion_limit_not_negative")]
