"""The step of the first look-up that belongs to a page."""
from django import template

from invoice_portal.support.first_steps import LAST, step_of

register = template.Library()


@register.inclusion_tag("components/first_step.html", takes_context=True)
def first_step(context) -> dict:
    request = context.get("request")
    step = step_of(request) if request else None
    return {"step": step, "last": LAST, "request": request, "csrf_token": context.get("csrf_token")}
