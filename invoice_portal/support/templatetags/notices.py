"""The number of unread messages, for the header of every page."""
from django import template

from invoice_portal.support.notices import COUNT_LIMIT, unread_count

register = template.Library()


@register.simple_tag
def unread(operator) -> str:
    """Return how many messages wait, "" if none, "99+" if many."""
    count = unread_count(operator)
    return f"{COUNT_LIMIT - 1}+" if count >= COUNT_LIMIT else str(count or "")
