"""Sources, their deliveries, and every entry as it came: what is quarantined says why."""
from django.http import Http404
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.decorators import action, display

from invoice_portal.accounts.looks import looked_at_parties
from invoice_portal.accounts.masking import masked_tax_id, masked_text
from invoice_portal.accounts.models import Look
from invoice_portal.accounts.roles import regions_of
from lookup.detail_words import detail_words
from lookup.feed.replaying import replayable_by, why_not_replay
from lookup.field_words import field_word
from lookup.kinds import kind_words
from lookup.models import Entry
from lookup.number import clean_number, split_slug

from . import replay_pages, source_page
from .reading_only import ReadingOnly, WithPage


class Replaying(ReadingOnly):
    """What can be judged again from its page, by those who may."""

    history_words = {
        "received": pgettext_lazy("event", "收到"),
        "read": pgettext_lazy("event", "读取完毕"),
        "refused": pgettext_lazy("event", "拒收"),
        "replayed": pgettext_lazy("event", "重新判定"),
        "superseded": pgettext_lazy("event", "被后来的取代"),
    }

    def has_replay_permission(self, request, obj=None):
        return self.has_view_permission(request) and why_not_replay(request.user) is None

    def get_actions_detail(self, request, object_id):
        """Offer it only where something would be judged again."""
        offered = object_id.isdigit() and replayable_by(self.entries_of(object_id), request.user).exists()
        return super().get_actions_detail(request, object_id) if offered else []

    def found(self, request, object_id):
        """Return what the address names; what is not of this person's regions does not exist."""
        one = self.get_object(request, object_id)
        if one is None:
            raise Http404
        return one


class SourceAdmin(WithPage):
    list_display = ["code", "name", "region", "shown_every", "created_at"]
    ordering = ["code"]

    @display(description=_("发送间隔"), ordering="every")
    def shown_every(self, source):
        return source_page.span_words(source.every)

    def get_queryset(self, request):
        sources, regions = super().get_queryset(request), regions_of(request.user)
        return sources.filter(region__in=regions) if regions else sources

    def page(self, request, source):
        return source_page.page(self, request, source)


class BatchAdmin(Replaying):
    list_display = ["id", "source", "number", "state", "received_at"]
    list_select_related = ["source"]
    list_filter = ["state", "source"]
    ordering = ["-id"]
    actions_detail = ["replay_batch"]

    def entries_of(self, object_id):
        return Entry.objects.filter(batch=object_id)

    @action(description=_("重新判定隔离的条目"), url_path="replay", permissions=["replay"], icon="replay")
    def replay_batch(self, request, object_id):
        return replay_pages.of_batch(request, self.found(request, object_id))

    def get_queryset(self, request):
        batches, regions = super().get_queryset(request), regions_of(request.user)
        return batches.filter(source__region__in=regions) if regions else batches


class EntryAdmin(Replaying):
    actions_list = ["replay_reason"]
    actions_detail = ["replay_one"]

    def entries_of(self, object_id):
        return Entry.objects.filter(pk=object_id)

    list_display = [
        *("id", "shown_state", "reason", "shown_field", "shown_detail", "number", "source", "path", "arrived_at")
    ]
    list_select_related = ["source"]
    list_filter = ["state", "reason", "source"]
    search_fields = ["number"]
    search_help_text = _("完整的发票号码")
    ordering = ["-id"]
    fields = [
        "state", "reason", "shown_field", "shown_detail", "number", "code", "shown_seller", "shown_buyer", "shown_read",
        "source", "batch", "path", "shown_digest", "arrived_at",
    ]  # fmt: skip

    def get_queryset(self, request):
        # The raw document may be megabytes; no page here shows it.
        entries, regions = super().get_queryset(request).defer("raw"), regions_of(request.user)
        return entries.filter(source__region__in=regions) if regions else entries

    def record_look(self, person, obj):
        label = f"{obj.code}-{obj.number}" if obj.code else obj.number
        parties = (obj.seller_tax_id, obj.buyer_tax_id)
        looked_at_parties(person, Look.Kind.ENTRY, obj.pk, *parties, label=label, region=obj.source.region)

    @action(description=_("重新判定"), url_path="replay", permissions=["replay"], icon="replay")
    def replay_reason(self, request):
        return replay_pages.of_reason(request)

    @action(description=_("重新判定"), url_path="replay", permissions=["replay"], icon="replay")
    def replay_one(self, request, object_id):
        return replay_pages.of_one(request, self.found(request, object_id))

    def get_search_results(self, request, queryset, search_term):
        """Find by the whole number: part of it would scan the table."""
        if not search_term.strip():
            return queryset, False
        code, number = split_slug(clean_number(search_term))
        return queryset.filter(number=number, **({"code": code} if code else {})), False

    @display(
        description=_("状态"), ordering="state",
        label={Entry.State.ACCEPTED: "success", Entry.State.QUARANTINED: "danger", Entry.State.SUPERSEDED: "info"},
    )  # fmt: skip
    def shown_state(self, entry):
        return entry.state, entry.get_state_display()

    @display(description=_("字段"), ordering="field")
    def shown_field(self, entry):
        return field_word(entry.field) if entry.field else "-"

    @display(description=_("说明"))
    def shown_detail(self, entry):
        return detail_words(entry.detail)

    @display(description=_("销售方识别号"))
    def shown_seller(self, entry):
        return masked_tax_id(entry.seller_tax_id) or "-"

    @display(description=_("购买方识别号"))
    def shown_buyer(self, entry):
        return masked_tax_id(entry.buyer_tax_id) or "-"

    @display(description=_("读取的内容"))
    def shown_read(self, entry):
        said = entry.read | ({"kind": kind_words(entry.read["kind"])} if entry.read.get("kind") else {})
        rows = ((field_word(name), masked_text(str(value))) for name, value in said.items())
        return format_html_join("", "<p>{} · {}</p>", rows) or "-"

    @display(description="SHA-256")
    def shown_digest(self, entry):
        return bytes(entry.digest).hex()
