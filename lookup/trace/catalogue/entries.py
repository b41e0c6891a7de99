"""Every cause with its words. Placeholders are filled by ``wording``; the same key may stand in several."""
from django.utils.translation import gettext_lazy as _

from lookup.number_words import FUTURE_DATE

from .cause import BUREAU, ISSUER, NOBODY, SYSTEM, YOU, Cause

_INVOICE, _CONTRACT, _PAYMENT = "invoice", "contract", "payment"

_ALL = (
    Cause(
        "FOUND", NOBODY, "open", _("已找到这张发票"),
        _("您可以查看的记录中有这张发票，状态正常，并且符合所填条件。"),
        _("发票 %(slug)s 在您的记录中，状态为“%(status)s”。%(warning)s"), _("打开发票"),
    ),
    Cause(
        "VOIDED", ISSUER, "open", _("这张发票已作废"),
        _("您可以查看的记录中有这张发票，但开票方已将它作废。"),
        _("发票 %(slug)s 已由开票方作废%(since)s，不能再用于报销、入账或抵扣。%(replacement)s"), _("打开%(opened)s"),
    ),
    Cause(
        "REVERSED", ISSUER, "open", _("这张发票已全额红冲"),
        _("您可以查看的记录中有这张发票，但红字发票已将它全额冲销。"),
        _("发票 %(slug)s 已被红字发票 %(by)s 全额冲销%(since)s，金额不再有效。%(replacement)s"), _("打开%(opened)s"),
    ),
    Cause(
        "ABNORMAL", YOU, "apply", _("找到了，但记录异常"),
        _("您可以查看的记录中有这张发票，但记录不完整，或与另一份来源不一致。"),
        _("发票 %(slug)s 在您的记录中，但%(conflict)s。请对照手中的发票，申请重新上传以更正记录。"),
        _("申请重新上传"), (_INVOICE,),
    ),
    Cause(
        "HIDDEN_BY_FILTER", YOU, "search_again", _("被筛选条件挡住了"),
        _("您可以查看的记录中有这张发票，但所填的某个条件排除了它。"),
        _("发票 %(slug)s 在您的记录中，只是与所填的“%(hidden_by)s”不符。去掉这些条件即可看到。"), _("去掉条件再查"),
    ),
    Cause(
        "OTHER_TAXPAYER", YOU, "switch", _("在您代表的另一户名下"),
        _("您代表的另一个纳税人可以查看这张发票。"),
        _("发票 %(slug)s 不属于当前纳税人，而在您代表的“%(taxpayer)s”（%(tax_id)s）名下。"), _("切换纳税人"),
    ),
    Cause(
        "NO_PERMISSION", YOU, "ask_administrator", _("您的权限看不到它"),
        _("发票属于本单位，但不在您的权限范围内。"),
        _("这张发票属于本单位的%(side)s，您的操作员权限不包括%(side)s。本单位管理员%(administrator)s可以开通。"),
        _("请管理员开通权限"),
    ),
    Cause(
        "QUARANTINED", YOU, "apply", _("已送达，但未通过校验"),
        _("发票数据已经送达，但有一项校验没有通过，因此没有入库。"),
        _("%(source)s于 %(arrived_at)s 送来了这张发票，但校验没有通过：%(reason)s%(field)s。"
          "您可以申请补录，或请销售方重新开具。"),
        _("申请补录"), (_INVOICE, _CONTRACT),
    ),
    Cause(
        "WRONG_TITLE", ISSUER, "apply", _("抬头不是您的"),
        _("发票已经入库，但购买方的识别号或名称不是您的登记信息。"),
        _("这张发票已于 %(arrived_at)s 入库，但%(mismatch)s，因此不在您的名下。不符的项目：%(fields)s。"
          "可以申请重新上传更正抬头，或请销售方重新开具。"),
        _("申请重新上传"), (_INVOICE, _PAYMENT),
    ),
    Cause(
        "NEAR_MISS", YOU, "fix_number", _("您要找的可能是这一张"),
        _("所填的号码不在您的记录中，但您有一张发票与它只差一处，并且不与其他条件矛盾。"),
        _("您的记录中没有所填的发票，但有一张与它只差一处（%(slip)s）：%(suggestion)s，"
          "%(issue_date)s，%(seller_name)s，价税合计 %(total)s 元。"),
        _("查看 %(suggestion)s"),
    ),
    Cause(
        "IMPOSSIBLE_NUMBER", YOU, "fix_number", _("没有这样的发票号码"),
        _("按编号规则，不可能存在这个号码：位数、年份、地区有误，或与所填日期矛盾。"),
        _("%(part)s请对照发票更正%(wrong)s。"), _("更正%(wrong)s"),
    ),
    Cause(
        "FUTURE_DATE", YOU, "fix_date", _("开票日期还没有到"),
        _("所填的开票日期晚于今天。"),
        FUTURE_DATE, _("更正日期"),
    ),
    Cause(
        "ANNOUNCED", SYSTEM, "wait", _("已预告，数据在路上"),
        _("来源的清单中列有这个号码，但发票数据还没有送达。"),
        _("%(source)s于 %(announced_at)s 预告了这张发票，数据还没有送达。%(eta)s"), _("到达时通知我"),
    ),
    Cause(
        "BATCH_OVERDUE", BUREAU, "wait", _("该到的批次迟到了"),
        _("开票时间所在的批次已经到期而没有送达：后面的批次已到，或它被拒收，或超过了该来源的惯常时限。"),
        _("%(source)s应送来这一天的发票，但批次迟到了，税务机关须催办。记录完整至 %(complete_until)s。%(eta)s"),
        _("到达时通知我"),
    ),
    Cause(
        "NOT_SYNCED_YET", SYSTEM, "wait", _("还没有同步到这一天"),
        _("开票时间所在的批次还没有到期：这一天的数据还没有送齐。"),
        _("%(source)s的记录目前完整至 %(complete_until)s，还没有同步到这张发票的开票时间。%(eta)s"),
        _("到达时通知我"),
    ),
    Cause(
        "APPLICATION_OPEN", YOU, "open", _("已有未办结的申请"),
        _("本单位已经为这张发票开始了申请，还没有办结。"),
        _("%(applied)s当前状态“%(state)s”。%(turn)s"), _("查看申请"),
    ),
    Cause(
        "BEFORE_COVERAGE", YOU, "elsewhere", _("早于本系统的数据范围"),
        _("发票早于该地区第一批数据的开始时间，或该地区还没有接入来源。"),
        _("%(coverage)s请在电子税务局的税务数字账户中查询，或请销售方提供。"), _("到哪里去查"),
    ),
    Cause(
        "NEVER_SEEN", ISSUER, "ask_seller", _("从未收到这张发票"),
        _("以上都不成立：记录、送达的数据和预告中都没有它。"),
        _("%(scope)s请先请销售方确认是否已经开具、号码是否正确；确已开具的，可以申请补录。"),
        _("请销售方确认"), (_INVOICE, _CONTRACT, _PAYMENT),
    ),
)  # fmt: skip
CATALOGUE = {cause.code: cause for cause in _ALL}
EVIDENCE = {
    _INVOICE: _("发票文件（XML、OFD、PDF）或照片"),
    _CONTRACT: _("合同或订单"),
    _PAYMENT: _("付款凭证"),
}
