"""What staff see of help: what was searched for in vain, and which articles did not help."""
from django.contrib import admin, messages
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from invoice_portal.accounts.desk.reading_only import ReadingOnly
from invoice_portal.accounts.phone import masked, masked_email
from invoice_portal.accounts.roles import Role

from .help.shelf import find_article
from .models import HelpOpinion, HelpSearch, NoticeDelivery
from .sending_again import given_up, send_again
from .wording import title_of


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


@admin.register(NoticeDelivery)
class DeliveryAdmin(ListOnly):
    """The messages that were given up: addresses stay masked, since nobody needs them to send again."""

    readers = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
    list_display = ["shown_kind", "channel", "shown_to", "next_try_at", "error"]
    list_filter = ["channel"]
    actions = ["again"]

    def get_queryset(self, request):
        return given_up().select_related("notice")

    @admin.action(description=_("再次发送"))
    def again(self, request, queryset):
        n = send_again(queryset.values_list("pk", flat=True), by=request.user, reason=gettext("在工作台再次发送"))
        messages.success(request, gettext("%(n)d 条已重新排队。") % {"n": n})

    @display(description=_("通知"))
    def shown_kind(self, delivery):
        return title_of(delivery.notice)

    @display(description=_("收件人"))
    def shown_to(self, delivery):
        return masked(delivery.to) if delivery.channel == "SMS" else masked_email(delivery.to)
