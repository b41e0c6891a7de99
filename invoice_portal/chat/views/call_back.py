"""A call-back: chosen from the hours that are free, cancelled until it begins."""
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from invoice_portal.accounts.access import current_operator, operator_required
from invoice_portal.accounts.phone import masked
from invoice_portal.accounts.throttle import limit_of
from invoice_portal.refusal import Refusal

from ..calling_back import Slot, book, booked, cancel, free_slots, time_words
from ..own import own

#: Bookings of one person in an hour.
MOST_AN_HOUR = 10


class CallBackForm(forms.Form):
    use_required_attribute = False
    slot = forms.ChoiceField(
        label=gettext_lazy("时间"),
        error_messages={
            "required": gettext_lazy("请选择时间。"),
            "invalid_choice": gettext_lazy("请选择列表里的一个时间；刚才选的可能已约满。"),
        },
    )
    phone = forms.CharField(
        label=gettext_lazy("接听电话的手机号"), required=False, max_length=30,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
    )  # fmt: skip

    def __init__(self, *args: Any, slots: list[Slot], registered: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["slot"].choices = [("", _("请选择")), *_by_day(slots)]
        self.fields["phone"].required = not registered
        if registered:
            self.fields["phone"].help_text = _("不填就打登记的手机号 %(phone)s。") % {"phone": masked(registered)}


@require_http_methods(["GET", "HEAD", "POST"])
@operator_required
def call_back(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Offer the hours that are free; POST: book one."""
    operator = current_operator(request)
    conversation = own(operator, conversation_id)
    if booked(conversation) and request.method != "POST":
        return redirect("chat", conversation.pk)
    slots, status = free_slots(conversation.region), 200
    given = request.POST if request.method == "POST" else None
    form = CallBackForm(given, slots=slots, registered=operator.person.phone)
    if form.is_valid():
        try:
            limit_of(f"call-back:{operator.pk}", times=MOST_AN_HOUR, seconds=3600)
            made = book(conversation, slot=form.cleaned_data["slot"], phone=form.cleaned_data["phone"], by=operator)
            messages.success(request, _("已预约，我们会在 %(time)s打给您。") % {"time": time_words(made)})
            return redirect("chat", conversation.pk)
        except Refusal as refusal:
            refusal.beside(form)
            status = refusal.status
    elif form.errors:
        status = 422
    context = {"conversation": conversation, "form": form, "slots": slots}
    return render(request, "chat/call_back.html", context, status=422 if status == 400 else status)


@require_POST
@operator_required
def call_back_cancel(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Let the hour go."""
    operator = current_operator(request)
    conversation = own(operator, conversation_id)
    cancel(conversation, by=operator)
    return redirect("chat", conversation.pk)


def _by_day(slots: list[Slot]) -> list[tuple[str, list[tuple[str, str]]]]:
    zone = timezone.get_default_timezone()

    def day(slot: Slot) -> str:
        local = slot.starts_at.astimezone(zone)
        return f"{date_format(local, 'DATE_FORMAT')} {date_format(local, 'l')}"

    return [(name, [(slot.key, _span(slot)) for slot in of_day]) for name, of_day in groupby(slots, day)]


def _span(slot: Slot) -> str:
    zone = timezone.get_default_timezone()
    begins, ends = (time_format(at.astimezone(zone), "H:i") for at in (slot.starts_at, slot.ends_at))
    return f"{begins}–{ends}"
