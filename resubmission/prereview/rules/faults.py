"""Can what is claimed be true: number, dates, tax IDs with check digits, sums?"""
from collections.abc import Iterator

from django.utils import timezone

from invoice_portal.accounts.models import Taxpayer
from lookup import checking
from resubmission.comparing import flat
from resubmission.prereview.case import SERIOUS, WARNING, Case, Found


def check(case: Case) -> Iterator[Found]:
    claimed = flat(case.claim)
    named = [case.claim.seller.tax_id or "", case.claim.buyer.tax_id or ""]
    # Registered numbers are right even where their check digit is not.
    opened = Taxpayer.objects.filter(tax_id__in=named, registered_at__isnull=False)
    known = frozenset(opened.values_list("tax_id", flat=True))
    for fault in checking.faults(case.claim, today=timezone.localdate(), known_tax_ids=known):
        severity = WARNING if fault.reason == "MISSING_FIELD" else SERIOUS
        yield Found(fault.reason, severity, fault.field, claimed.get(fault.field, ""), fault.detail)
