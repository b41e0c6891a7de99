"""What happened to one thing at the desk: the portal's own history, where Django's knows only its own forms."""
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from invoice_portal.history.models import Event
from invoice_portal.history.record import history_of

from ..event_words import told
from .asking import show

#: How many of the newest events are shown.
_EVENTS = 100
_WORDS = {
    "add": pgettext_lazy("event", "增加"),
    "change": pgettext_lazy("event", "更改"),
    "delete": pgettext_lazy("event", "删除"),
}


class OwnHistory:
    """Before the library's own ModelAdmin; see desk_admin.

    ``history_words`` says actions in words; ``history_subject`` names the thing as the history does.
    """

    history_words: Mapping[str, str | Promise] = {}

    def history_subject(self, one: Model) -> tuple[str, object]:
        return one._meta.model_name, one.pk

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Show the newest events; asks who is asking first, so that nobody else learns whether there is the thing."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        one = self.get_object(request, object_id)
        if one is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        newest = history_of(*self.history_subject(one)).reverse()[:_EVENTS]
        context = {"opts": self.opts, "one": one, "events": [self._told(event) for event in newest]}
        return show(request, "history.html", str(one), context)

    def _told(self, event: Event) -> dict[str, Any]:
        word = self.history_words.get(event.action) or _WORDS.get(event.action) or told(event)
        return {"event": event, "word": word, "change": " · ".join(map(self._field, event.data.get("changed") or []))}

    def _field(self, name: str) -> str:
        try:
            return str(self.opts.get_field(name).verbose_name)
        except FieldDoesNotExist:
            return name
