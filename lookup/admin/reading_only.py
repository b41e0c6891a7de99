"""The ground of every page of records: for those of the bureau who work with them."""
from django.core.exceptions import PermissionDenied

from invoice_portal.accounts.desk import reading_only
from invoice_portal.accounts.roles import Role


class ReadingOnly(reading_only.ReadingOnly):
    """Tax secrecy: those who answer chats have no business in the records."""

    readers = frozenset({Role.CLERK, Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR})

    def record_look(self, person, obj) -> None:
        """Record that ``obj`` is shown to this person; to be said by models that hold a taxpayer's data."""

    def render_change_form(self, request, context, *args, **kwargs):
        """Show the page of an object, once the look is recorded."""
        if kwargs.get("obj") is not None:
            self.record_look(request.user, kwargs["obj"])
        return super().render_change_form(request, context, *args, **kwargs)


class WithPage(ReadingOnly):
    """What is shown on a page of ours, not in Django's form: ``page(request, obj)`` draws it."""

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show the page; there is no form here to post."""
        if request.method not in ("GET", "HEAD") or not self.has_view_permission(request):
            raise PermissionDenied
        one = self.get_object(request, object_id)
        if one is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        self.record_look(request.user, one)
        return self.page(request, one)
