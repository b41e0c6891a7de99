"""Hints beside the fields of forms."""
from django import template
from django.forms import BoundField

register = template.Library()


@register.filter
def hint(field: BoundField) -> str:
    """Return what the form's ``hints`` say of this field."""
    return getattr(field.form, "hints", {}).get(field.name, "")


@register.filter
def hinted_beside(field: BoundField) -> str:
    """Return the names that a hint is asked with: hinted fields of the form, never a password or a token."""
    return ",".join(sorted(field.form.hinted))
