"""How many working days a case may take (承诺时限), each with the time since when it held."""
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ServicePromise(models.Model):
    """One promise. Rows are only added (resubmission/promise/setting.py): a case keeps what held when it came."""

    days = models.PositiveSmallIntegerField(_("工作日"))
    since = models.DateTimeField(_("生效时间"))

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(days__gte=1), name="promise_is_a_day_at_least")]
