"""What every page says of conversations."""
from django import template

from invoice_portal.accounts.models import Operator

from ..own import unread

register = template.Library()


@register.simple_tag
def chats_unread(operator: Operator) -> int:
    return unread(operator)
