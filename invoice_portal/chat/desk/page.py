"""The page of one conversation at the desk, and what agents do in it."""
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from invoice_portal.accounts.looks import looked
from invoice_portal.accounts.models import Look
from invoice_portal.attachments.serving import as_attachment, as_picture
from invoice_portal.languages import is_chinese
from invoice_portal.live.granting import grant
from invoice_portal.refusal import Refusal
from lookup.trace.wording import brief_json
from resubmission.own import own_list as applications_of

from .. import saying
from ..calling_back import called
from ..models import CannedAnswer, Conversation, Message
from ..moving import AGENT, STEPS, move
from ..permissions import chats_for, reads_chats, why_not_handle
from ..saying import channel_of, read_by_agent, say
from ..showing import shown
from . import call_back
from .drafting import draft_for

PAGE = "admin:chat_conversation_change"
_TYPED = "chat_typed"
State, Author = Conversation.State, Message.Author


def found(request: HttpRequest, conversation_id) -> Conversation:
    """Return the conversation if it is this person's to see, with the look recorded; Http404 as for none otherwise."""
    if not reads_chats(request.user):
        raise PermissionDenied
    related = ("operator__taxpayer", "operator__person", "agent", "trace")
    conversation = chats_for(request.user).select_related(*related).filter(pk=conversation_id).first()
    if conversation is None:
        raise Http404
    looked(
        request.user, Look.Kind.INQUIRY, conversation.pk, of=[conversation.operator.taxpayer_id],
        label=conversation.reference, region=conversation.region,
    )  # fmt: skip
    return conversation


def show(request: HttpRequest, conversation_id) -> HttpResponse:
    return TemplateResponse(request, "admin/chat/page.html", context_of(request, found(request, conversation_id)))


def context_of(request: HttpRequest, conversation: Conversation) -> dict[str, Any]:
    """Return what the page shows; whoever has the conversation has read it by that."""
    mine = conversation.state == State.TAKEN and conversation.agent_id == request.user.pk
    may = why_not_handle(request.user, conversation) is None
    steps = [name for name, step in STEPS.items() if may and AGENT in step.who and conversation.state in step.sources]
    steps = [name for name in steps if (name != "take" if mine else name in ("take", "reopen"))]
    if mine:
        read_by_agent(conversation, conversation.last_number)
    chinese = is_chinese(conversation.operator.person.language or get_language())
    canned = [(one.name, one.text if chinese else one.text_en) for one in CannedAnswer.objects.filter(active=True)]
    return admin.site.each_context(request) | living(conversation) | {
        "title": conversation.reference, "mine": mine, "steps": steps, "canned": canned if mine else [],
        "typed": request.session.pop(f"{_TYPED}:{conversation.pk}", ""),
        "stream": grant(channel_of(conversation), request.user), "call_back": call_back.told(conversation), "may": may,
        "traced": brief_json(conversation.trace) if conversation.trace else None,
        "applications": applications_of(conversation.operator)[:5],
    }  # fmt: skip


def living(conversation: Conversation) -> dict[str, Any]:
    said = Message.objects.filter(conversation=conversation).select_related("staff").prefetch_related("files")
    return {"conversation": conversation, "messages_shown": shown(said.order_by("number"))}


@require_safe
def news(request: HttpRequest, conversation_id) -> HttpResponse:
    """Answer 204 while nothing was said since ``seen``, else with the messages as they are now."""
    conversation = found(request, conversation_id)
    if request.GET.get("seen", "") == f"{conversation.last_number}.{conversation.state}":
        return HttpResponse(status=204)
    answered = render(request, "admin/chat/_messages.html", living(conversation))
    if conversation.agent_id == request.user.pk:
        read_by_agent(conversation, conversation.last_number)
    return answered


@require_POST
def typing(request: HttpRequest, conversation_id) -> HttpResponse:
    """Show the person that somebody is writing."""
    if why_not_handle(request.user, conversation := found(request, conversation_id)) is None:
        saying.typing(conversation, "agent")
    return HttpResponse(status=204)


@require_POST
def act(request: HttpRequest, conversation_id, step: str) -> HttpResponse:
    """Do one thing and come back; a refusal is shown there, with what was typed."""
    conversation, text = found(request, conversation_id), request.POST.get("text", "")
    if step not in _DOING:
        raise Http404
    try:
        _DOING[step](conversation, request, text)
    except Refusal as refusal:
        request.session[f"{_TYPED}:{conversation.pk}"] = text
        messages.error(request, refusal.detail)
    return redirect(PAGE, conversation.pk)


def _step(name: str):
    return lambda conversation, request, text: move(conversation, name, who=AGENT, by=request.user, reason=text)


def _called(*, reached: bool):
    return lambda conversation, request, text: called(conversation, by=request.user, reached=reached)


def _answer(conversation: Conversation, request: HttpRequest, text: str) -> None:
    _check_mine(conversation, request)
    say(conversation, Author.AGENT, text, staff=request.user)


def _note(conversation: Conversation, request: HttpRequest, text: str) -> None:
    if refusal := why_not_handle(request.user, conversation):
        raise refusal
    say(conversation, Author.NOTE, text, staff=request.user)


def _draft(conversation: Conversation, request: HttpRequest, text: str) -> None:
    _check_mine(conversation, request)
    draft_for(conversation, request.POST.get("number", ""), by=request.user)
    messages.success(request, _("已建立草稿，对方核对并提交后才会受理。"))


def _check_mine(conversation: Conversation, request: HttpRequest) -> None:
    if refusal := why_not_handle(request.user, conversation):
        raise refusal
    if conversation.state != State.TAKEN or conversation.agent_id != request.user.pk:
        raise Refusal("not_taken", _("请先接入，再答复。若别人已接入，请刷新页面。"), status=409)


_DOING = {
    "take": _step("take"), "close": _step("close"), "reopen": _step("reopen"), "hand_over": _step("hand_over"),
    "answer": _answer, "note": _note, "draft": _draft, "called": _called(reached=True),
    "unreached": _called(reached=False),
}  # fmt: skip


@require_safe
def file(request: HttpRequest, conversation_id, attachment_id, picture: bool = False) -> HttpResponse:
    message = found(request, conversation_id).messages.filter(files=attachment_id).first()
    if message is None:
        raise Http404
    attachment = message.files.get(pk=attachment_id)
    return as_picture(attachment) if picture else as_attachment(attachment)
