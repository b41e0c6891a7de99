"""What waits for the administrator, on a page of the room below."""
from django import template

from invoice_portal.accounts.models import Operator

from ..rights.deciding import pending_for

register = template.Library()
#: More than anyone reads; the rest comes as these are decided.
MOST = 50


@register.inclusion_tag("lookup/_right_requests.html", takes_context=True)
def right_requests(context, administrator: Operator) -> dict:
    """Show the rights that operators asked this administrator for."""
    return {"requests": list(pending_for(administrator)[:MOST]), "csrf_token": context["csrf_token"]}
