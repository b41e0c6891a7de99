"""Does the region in the number fit that of the seller's tax ID?"""
from collections.abc import Iterator

from lookup.number import region_of, region_of_tax_id
from resubmission.prereview.case import WARNING, Case, Found

#: Cities planned separately have numbers of their own, but tax IDs of their province.
_PROVINCE = {"91": "21", "92": "37", "93": "33", "94": "35", "95": "44"}


def check(case: Case) -> Iterator[Found]:
    issued = region_of(case.claim.number or "", case.claim.code or "")
    registered = region_of_tax_id(case.claim.seller.tax_id or "")
    if issued and registered and _PROVINCE.get(issued, issued) != registered:
        yield Found("region_differs", WARNING, field="seller_tax_id", claimed=issued, found=registered)
