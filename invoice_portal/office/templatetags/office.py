"""What every page says of the office."""
from django import template

from ..contacts import in_foot

register = template.Library()


@register.simple_tag
def foot_contact() -> dict[str, str] | None:
    """Return the contact at the foot of each page."""
    return in_foot()
