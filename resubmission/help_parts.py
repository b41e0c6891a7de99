"""Parts of help articles that applications write: their states, from where the pages take them."""
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from invoice_portal.support.help.made import register_part

from .states import OWNER
from .wording import NEXT, OWNERS, TAGS, State


@register_part
def states() -> SafeString:
    """Say of every state what happens in it and whose turn it is."""
    shown = [(state, TAGS[state], OWNERS[OWNER[state]], NEXT[state]) for state in State]
    return render_to_string("resubmission/help/states.html", {"states": shown})
