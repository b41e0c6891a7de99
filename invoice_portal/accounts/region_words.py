"""The bureau's two-digit codes of regions, in words."""
from django.utils.translation import gettext

from .regions import REGIONS


def region_name(region: str) -> str:
    """Return the name alone; an unknown code as it is."""
    return gettext(REGIONS[region]) if region in REGIONS else region


def region_words(region: str) -> str:
    """Return code and name, as in "11 北京"; an unknown code as it is."""
    return f"{region} {region_name(region)}" if region in REGIONS else region
