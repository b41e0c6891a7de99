"""Complaints and suggestions in every state, made through the same doors as a user's."""
from collections.abc import Callable

from invoice_portal.accounts.models import Operator, Person
from invoice_portal.complaints.models import Complaint
from invoice_portal.complaints.moving import move
from invoice_portal.complaints.receiving import Said, receive

from .cast import FOODS, SOFTWARE

_UNSIGNED = (
    (FOODS, ("COMPLAINT", "SELLER", "十月在门店购物 860 元，多次索要电子发票，对方以系统升级为由不开。")),
    ("", ("SUGGESTION", "SITE", "希望发票列表能按销售方合计。")),
)
_OWN = (
    ("COMPLAINT", "DATA", "九月的三张发票一直显示异常，与原件一致。"),
    ("COMPLAINT", "SITE", "夜间打开批量追踪的页面很慢，有时超过一分钟。"),
    ("COMPLAINT", "MISUSE", "有人用我公司的名称和税号索取发票，请查处。"),
)


def open_complaints(say: Callable[[str], None]) -> None:
    """Make one per state, unless there are some already."""
    if Complaint.objects.exists():
        return
    say("complaints and suggestions …")
    operator = Operator.objects.select_related("taxpayer", "person").get(taxpayer__tax_id=SOFTWARE, code="01")
    boss = Person.objects.get(login="supervisor")
    for about, said in _UNSIGNED:
        receive(Said(*said, about_tax_id=about), operator=None, files=[])
    asked, answered, handled = (receive(Said(*said), operator=operator, files=[])[0] for said in _OWN)
    for complaint in (asked, answered, handled):
        move(complaint, "take", by=boss)
    move(asked, "ask", by=boss, text="请写明三张发票的号码，或附上原件。")
    move(answered, "answer", by=boss, text="已增加夜间的处理能力，十一月起不再出现。感谢您的反映。")
