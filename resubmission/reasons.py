"""Why people apply, in the words they choose from."""
from django.utils.translation import gettext_lazy as _

from .models import Application

OTHER = "other"
REASONS = {
    Application.Kind.SUPPLEMENT: {
        "not_found": _("开票方已交付，平台一直查不到"),
        "refused": _("开票数据到达后被系统拒收"),
        "before_coverage": _("开票时间早于平台的数据范围"),
        OTHER: _("其他原因"),
    },
    Application.Kind.REUPLOAD: {
        "title_wrong": _("抬头或纳税人识别号与发票不一致"),
        "amount_wrong": _("金额、税额或价税合计与发票不一致"),
        "incomplete": _("记录缺少内容"),
        "file_missing": _("发票文件无法下载或已损坏"),
        OTHER: _("其他原因"),
    },
}


def reason_words(application: Application) -> str:
    """Return the chosen reason in words; what is stored, if it is none that can be chosen today."""
    return str(REASONS[application.kind].get(application.reason, application.reason))
