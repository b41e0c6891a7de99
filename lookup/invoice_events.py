"""What happened to a record, said to people."""
from django.utils.translation import pgettext_lazy

from invoice_portal.history.models import Event

WORDS = {
    "accepted": pgettext_lazy("event", "入库"),
    "supplemented": pgettext_lazy("event", "由申请补录"),
    "corrected": pgettext_lazy("event", "由申请更正"),
    "contradicted": pgettext_lazy("event", "后来收到的同号发票与记录不一致"),
    "reported": pgettext_lazy("event", "来源报告异常"),
    "voided": pgettext_lazy("event", "作废"),
    "reversed": pgettext_lazy("event", "红冲"),
    "partly_reversed": pgettext_lazy("event", "部分红冲"),
    "normal": pgettext_lazy("event", "恢复正常"),
    "pdf_made": pgettext_lazy("event", "生成 PDF"),
    "shown_whole": pgettext_lazy("event", "纳税人查看完整信息"),
}


def told(event: Event) -> str:
    """Return what was done, in words; an action without words as it is written."""
    return str(WORDS.get(event.action, event.action))
