"""Begins an application for the person in a conversation; they look it over and hand it in, nobody else can."""
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Person
from invoice_portal.refusal import Refusal
from invoice_portal.support.wording import language_of
from lookup.number import clean_number, split_slug
from resubmission.drafting import begin
from resubmission.models import Application

from ..models import Conversation, Message
from ..saying import say


@transaction.atomic
def draft_for(conversation: Conversation, typed: str, *, by: Person) -> Application:
    """Open a draft for a supplement and put its link into the conversation. Raises what ``begin`` refuses."""
    code, number = split_slug(clean_number(typed))
    if not number.isdecimal():
        text = _("请填写发票号码。")
        raise Refusal("missing_number", text, fields={"number": text})
    operator = conversation.operator
    claimed = {"number": number, "code": code, "buyer_tax_id": operator.taxpayer.tax_id,
               "buyer_name": operator.taxpayer.name}  # fmt: skip
    draft = begin(operator, kind=Application.Kind.SUPPLEMENT, claimed=claimed)
    with translation.override(language_of(operator)):
        words = _("已为您建立一份补录申请的草稿（发票 %(number)s）。请核对、补充证明材料后提交。") % {"number": number}
    say(conversation, Message.Author.AGENT, words, staff=by, card={"application": str(draft.pk)})
    return draft
