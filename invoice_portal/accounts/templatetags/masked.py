"""Tax IDs as pages show them."""
from django import template

from ..masking import masked_tax_id as _masked_tax_id

register = template.Library()


@register.filter
def masked_tax_id(tax_id: object) -> str:
    """Mask the ID of a natural person, which is their identity number."""
    return _masked_tax_id(str(tax_id or ""))
