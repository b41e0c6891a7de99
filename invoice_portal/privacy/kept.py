"""What is kept about people, why, and how long: the one table that /privacy/ shows and the retention follows.

A model that has to do with a person and stands in no row makes tests/privacy fail.
"""
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .retention import BY_CODE


@dataclass(frozen=True)
class Kept:
    """One kind of data. ``rules`` are the retention's; ``stays`` says how long what none of them removes is kept."""

    what: Promise
    why: Promise
    models: tuple[str, ...]
    rules: tuple[str, ...] = ()
    stays: Promise | None = None

    @property
    def periods(self) -> list[timedelta]:
        return sorted({BY_CODE[code].period for code in self.rules})


_DUTY = _("法定职责所需，不由本系统删除")
_CLOSING = _("账户注销时抹去")

TABLE: tuple[Kept, ...] = (
    Kept(_("账户：姓名、手机号、电子邮箱（加密存储）、密码的摘要、语言"), _("登录、验证身份、通知您"),
         ("accounts.Person", "accounts.Operator", "support.NoticeChoice"), stays=_CLOSING),
    Kept(_("您同意本说明的版本和时间"), _("证明已征得同意"), ("accounts.Consent",), stays=_DUTY),
    Kept(_("短信验证码的摘要和发送时间"), _("防止猜测和滥发"), ("accounts.SmsCode",), ("sms_codes",)),
    Kept(_("登录状态；失败的登录及其网络地址"), _("保持登录；防止猜测密码"),
         ("sessions.Session", "axes.AccessAttempt", "axes.AccessFailureLog", "axes.AccessLog",
          "axes.AccessAttemptExpiration"), ("failed_logins", "failed_logins_log", "sessions")),
    Kept(_("连续试号码、编码或账户的来源：账户、令牌或网络地址，以及试过的内容"), _("防止逐个试探，供主管查看和解除"),
         ("accounts.Misuse",), ("misuse",)),
    Kept(_("接口令牌的摘要和用途；接口的重复请求"), _("财务软件代您查询；同一请求不重复办理"),
         ("accounts.ApiToken", "accounts.ApiAnswer"), ("api_answers",), _("令牌：作废后仍留记录")),
    Kept(_("发票记录、来源送来的原始数据，以及谁下载过"), _("查询、追踪、生成版式文件"),
         ("lookup.Invoice", "lookup.Entry", "lookup.Download", "accounts.Taxpayer", "accounts.FormerName"),
         stays=_DUTY),
    Kept(_("您的查询和追踪、关注的发票、权限申请"), _("给出结论，到达时通知您"),
         ("lookup.Trace", "lookup.Watch", "lookup.RightRequest", "lookup.Visit", "lookup.Statement"),
         ("traces", "watches", "right_requests")),
    Kept(_("您上传来追踪的文件"), _("从文件中读出要查的发票"), ("lookup.ReadDocument",), ("documents",)),
    Kept(_("您上传的台账和结果表"), _("逐行追踪、按月核对"),
         ("lookup.LedgerRun", "lookup.LedgerRow", "lookup.LedgerExport", "resubmission.LedgerDrafts"), ("ledgers",)),
    Kept(_("发票 PDF 下载包"), _("您要求打包下载"), ("lookup.Export",), ("zips",)),
    Kept(_("申请、证明材料、文书"), _("受理补录和重新上传，日后可以核查"),
         ("resubmission.Application", "resubmission.Evidence", "resubmission.PartialUpload", "resubmission.Letter"),
         stays=_("提交过的：法定职责所需，不由本系统删除；未提交的草稿：文件 30 天不用即删除")),
    Kept(_("通知，以及短信和邮件的发送情况（收件地址加密存储）"), _("告诉您进展"),
         ("support.Notice", "support.NoticeDelivery"), ("deliveries", "notices")),
    Kept(_("在线咨询的内容和文件；约好回电的号码（加密存储，打完即删除）"), _("答复您，隔几天也能接着谈"),
         ("chat.Conversation", "chat.Message", "chat.CallBack", "chat.GivenFile",
          "attachments.Attachment"), ("conversations",)),
    Kept(_("投诉、举报和建议（姓名和联系方式加密存储）"), _("办理并答复您"),
         ("complaints.Complaint", "complaints.ComplaintText"), ("complaints",)),
    Kept(_("税务机关的人查看您资料的记录"), _("让您知道谁看过"), ("accounts.Look",), stays=_DUTY),
    Kept(_("变更记录：何时、何人、做了什么、为什么"), _("保证记录不被暗中改动"),
         ("history.Event", "admin.LogEntry"), stays=_DUTY),
    Kept(_("帮助里搜索的词和评价，不记是谁"), _("改进帮助"), ("support.HelpSearch", "support.HelpOpinion"), ("help",)),
    Kept(_("您要的个人信息副本；注销申请"), _("交给您；办理注销"),
         ("privacy.DataExport", "privacy.Closing"), ("data_exports",), _("注销申请留作凭证")),
    Kept(_("工作人员的角色、验证器密钥（加密存储）、恢复码的摘要"), _("确认办理人的身份"),
         ("accounts.StaffMember", "accounts.RecoveryDevice", "accounts.RecoveryCode",
          "accounts.Authenticator", "otp_totp.TOTPDevice"),
         stays=_("在岗期间")),
)  # fmt: skip
