"""What staff see of help: what was searched for in vain, and which articles did not help."""
from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from invoice_portal.accounts.desk.reading_only import ReadingOnly
from invoice_portal.accounts.roles import Role

from .help.shelf import find_article
from .models import HelpOpinion, HelpSearch


class ListOnly(ReadingOnly):
    """A list whose rows have no pages of their own."""

    readers = frozenset({Role.SUPERVISOR, Role.SUPPORT, Role.ADMINISTRATOR})
    list_display_links = None

    def get_urls(self):
        return [route for route in super().get_urls() if (route.name or "").endswith("_changelist")]


class Found(admin.SimpleListFilter):
    title = _("结果")
    parameter_name = "found"

    def lookups(self, request, model_admin):
        return [("no", _("没有找到")), ("yes", _("找到了"))]

    def queryset(self, request, queryset):
        wanted = {"no": Q(found=0), "yes": Q(found__gt=0)}.get(self.value())
        return queryset.filter(wanted) if wanted else queryset


@admin.register(HelpSearch)
class HelpSearchAdmin(ListOnly):
    list_display = ["words", "shown_found", "times", "language", "first_on", "last_on"]
    list_filter = [Found, "language"]
    ordering = ["-times", "-id"]

    @display(description=_("结果"), label={"none": "danger", "some": "success"})
    def shown_found(self, search):
        return ("some", search.found) if search.found else ("none", _("没有找到"))


@admin.register(HelpOpinion)
class HelpOpinionAdmin(ListOnly):
    list_display = ["shown_title", "unhelpful", "helpful", "month", "language"]
    list_filter = ["month", "language"]
    ordering = ["-month", "-unhelpful", "-id"]

    @display(description=_("文章"))
    def shown_title(self, opinion):
        article = find_article(opinion.slug, opinion.language)
        return article.title if article else opinion.slug
