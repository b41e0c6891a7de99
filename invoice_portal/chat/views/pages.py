"""/support/chat/: one's conversations, the open one, and what is done in it. Works by forms; scripts make it live."""
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from invoice_portal.accounts.access import current_operator, operator_required
from invoice_portal.accounts.misuse import sources_of
from invoice_portal.accounts.throttle import limit_of
from invoice_portal.attachments.serving import as_attachment, as_picture
from invoice_portal.attachments.taking import take_all
from invoice_portal.live.granting import grant
from invoice_portal.office.hours import back_words, hours_now
from invoice_portal.refusal import Refusal
from lookup.models import Trace

from ..calling_back import booked, time_words
from ..helper.answering import answer
from ..helper.files import owe_answers
from ..models import Conversation, Message
from ..moving import PERSON, begin, move
from ..own import own, own_list, seen_by_person
from ..saying import Author, channel_of, read_by_person, say
from ..showing import shown

_SHOWN = 30
#: Messages of one person in a minute.
MOST_A_MINUTE = 30


@require_http_methods(["GET", "HEAD", "POST"])
def chats(request: HttpRequest) -> HttpResponse:
    """List the conversations and let a new one begin; whoever is not logged in is told other ways."""
    operator = getattr(request, "operator", None)
    if operator is None:
        return render(request, "chat/visitor.html", _hours())
    context = {"typed": ""}
    if request.method == "POST":
        try:
            return redirect("chat", _begun(request).pk)
        except Refusal as refusal:
            context = {"problem": refusal, "typed": request.POST.get("text", "")}
    context |= _hours() | {"conversations": own_list(operator)[:_SHOWN], "page": request.GET.get("page", "")[:200]}
    return render(request, "chat/list.html", context, status=context["problem"].status if "problem" in context else 200)


def _page_of(request: HttpRequest) -> str:
    """Return the path where the person was: what the form says, else the page that sent it (the panel's).

    Not written into the panel: pages that do not exist must not differ by their address.
    """
    page = request.POST.get("page") or urlsplit(request.headers.get("Referer", "")).path
    return page.partition("?")[0] if page.startswith("/") and not page.startswith("//") else ""


def _begun(request: HttpRequest) -> Conversation:
    operator, text = current_operator(request), request.POST.get("text", "")
    files = take_all(request.FILES.getlist("file"), by=operator.person)
    if not text.strip() and not files:
        raise Refusal("text_missing", _("请写点什么，或附上文件。"), fields={"text": _("请写点什么，或附上文件。")})
    page = _page_of(request)
    conversation = begin(operator, from_page=page, trace=_trace_of(operator, page))
    _help(request, say(conversation, Author.PERSON, text, files=files))
    return conversation


def _help(request: HttpRequest, said: Message) -> None:
    """Let the helper answer what was said and given; to a file alone it answers when that is read."""
    owed = owe_answers(said, request.FILES.getlist("file"))
    if said.text or not owed:
        answer(said.conversation, said.text, sources_of(request))


def _trace_of(operator, page: str) -> Trace | None:
    """Return the trace on whose page the person was, if it is theirs."""
    parts = page.strip("/").split("/")
    if len(parts) != 2 or parts[0] != "trace":
        return None
    try:
        return Trace.objects.filter(pk=UUID(parts[1]), operator=operator).first()
    except ValueError:
        return None


@operator_required
@require_http_methods(["GET", "HEAD", "POST"])
def chat(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Show a conversation; POST: say something in it."""
    operator = current_operator(request)
    conversation, problem = own(operator, conversation_id), None
    if request.method == "POST":
        try:
            _said(request, conversation)
            return redirect("chat", conversation.pk)
        except Refusal as refusal:
            problem = refusal
    context = living(conversation) | _hours() | {
        "problem": problem, "typed": request.POST.get("text", ""), "stream": grant(channel_of(conversation), operator),
        "call_back": booked_words(conversation),
    }  # fmt: skip
    read_by_person(conversation, conversation.last_number)
    return render(request, "chat/one.html", context, status=problem.status if problem else 200)


def _said(request: HttpRequest, conversation: Conversation) -> None:
    operator, text = current_operator(request), request.POST.get("text", "")
    limit_of(f"chat-say:{operator.pk}", times=MOST_A_MINUTE, seconds=60)
    files = take_all(request.FILES.getlist("file"), by=operator.person)
    said = say(conversation, Author.PERSON, text, files=files)
    if conversation.state == Conversation.State.CLOSED:
        move(conversation, "reopen", who=PERSON, by=operator.person)
    else:
        _help(request, said)


def booked_words(conversation: Conversation) -> str:
    """Return when the bureau calls back, or ""."""
    row = booked(conversation)
    return time_words(row) if row else ""


def living(conversation: Conversation) -> dict[str, Any]:
    """Return the context of the part of the page that changes by itself."""
    return {"conversation": conversation, "messages_shown": shown(seen_by_person(conversation))}


@require_safe
@operator_required
def news(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Answer 204 while nothing was said since ``seen``, else with the messages as they are now."""
    conversation = own(current_operator(request), conversation_id)
    if request.GET.get("seen", "") == _mark(conversation):
        return HttpResponse(status=204)
    answered = render(request, "chat/_messages.html", living(conversation) | {"told": True})
    read_by_person(conversation, conversation.last_number)
    return answered


def _mark(conversation: Conversation) -> str:
    return f"{conversation.last_number}.{conversation.state}"


@require_POST
@operator_required
def act(request: HttpRequest, conversation_id: UUID, step: str) -> HttpResponse:
    """Ask for a person, or end the conversation."""
    operator = current_operator(request)
    conversation = own(operator, conversation_id)
    try:
        move(conversation, {"person": "ask_person", "close": "close"}[step], who=PERSON, by=operator.person)
    except Refusal as refusal:
        messages.error(request, refusal.detail)
    return redirect("chat", conversation.pk)


@require_POST
@operator_required
def rate(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Note how content the person was; whoever was not is led to a complaint."""
    conversation = own(current_operator(request), conversation_id)
    stars = request.POST.get("rating", "")
    if conversation.state != Conversation.State.CLOSED or stars not in ("1", "2", "3", "4", "5"):
        messages.error(request, _("请选择 1 到 5 分。"))
        return redirect("chat", conversation.pk)
    said = request.POST.get("text", "").strip()[:500]
    Conversation.objects.filter(pk=conversation.pk).update(rating=int(stars), rating_text=said)
    messages.success(request, _("谢谢您的评价。"))
    return redirect("chat", conversation.pk)


@require_POST
@operator_required
def stream(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Renew the right to listen."""
    operator = current_operator(request)
    return HttpResponse(grant(channel_of(own(operator, conversation_id)), operator), content_type="text/plain")


@require_safe
@operator_required
def file(request: HttpRequest, conversation_id: UUID, attachment_id: UUID, picture: bool = False) -> HttpResponse:
    """Hand out a file of the conversation, or its picture."""
    messages_seen = seen_by_person(own(current_operator(request), conversation_id))
    message = messages_seen.filter(files=attachment_id).first()
    if message is None:
        raise Http404
    attachment = message.files.get(pk=attachment_id)
    return as_picture(attachment) if picture else as_attachment(attachment)


def _hours() -> dict[str, Any]:
    """Say before anyone types whether people are there, and when they are back."""
    hours, now = hours_now(), timezone.now()
    back = None if hours.is_open(now) else hours.next_opening(now)
    return {"open": hours.is_open(now), "back": back_words(back) if back else ""}
