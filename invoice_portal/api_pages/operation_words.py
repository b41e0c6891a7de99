"""What each operation does, and under which heading it stands. Keys are the names in the schema (operationId)."""
from django.utils.translation import gettext_lazy as _

#: The first part of the path after the version, in the order of the page.
HEADINGS = {
    "invoices": _("发票"),
    "trace": _("追踪"),
    "documents": _("读取发票文件"),
    "batches": _("批量追踪"),
    "exports": _("批量下载"),
    "applications": _("申请"),
    "watches": _("关注"),
    "messages": _("消息"),
    "feeds": _("来源送数"),
}

OPERATIONS = {
    "invoices_list": _("按条件查发票，新的在前，每页 20 张。"),
    "invoices_retrieve": _("一张发票的全部内容。"),
    "invoices_pdf": _("下载发票的 PDF；还没有做好时返回 202。"),
    "trace": _("一张发票在哪里；查不到时是什么原因、有什么依据、下一步做什么。"),
    "documents_create": _("读取一个文件（XML、OFD、PDF、图片、台账或压缩包），并追踪其中每一张发票。"),
    "documents_retrieve": _("读到的内容，以及当时的追踪结果。"),
    "batches_create": _("把整个台账交来追踪，每一行的回答与单张追踪相同。"),
    "batches_retrieve": _("批量追踪的进度和逐行结果，按台账的顺序，每页 50 行。"),
    "exports_create": _("把多张发票的 PDF 和索引表打成一个压缩包，保留 7 天。"),
    "exports_retrieve": _("打包的进度。"),
    "exports_file": _("下载压缩包。"),
    "applications_list": _("本户的申请，新的在前，每页 20 件。"),
    "applications_begin": _("建立申请草稿；同一张发票已有草稿时返回 409 和那件的编号。"),
    "applications_read": _("一件申请的内容、证明材料、还缺什么和全部经过。"),
    "applications_add_evidence": _("添加一份证明材料；同一个文件再传一次不会重复。"),
    "applications_begin_upload": _("开始可以续传的上传，或找回没有传完的那一次。"),
    "applications_continue_upload": _("续传下一段；传完最后一段后检查文件，成为证明材料。"),
    "applications_forget_upload": _("放弃没有传完的上传。"),
    "applications_submit": _("提交草稿，或补正后再次提交；还缺什么，逐项说明。"),
    "applications_withdraw": _("撤回还没有工作人员办理的申请。"),
    "watches_list": _("您关注的发票，新的在前，每页 20 个。"),
    "watches_begin": _("关注一张还没有到的发票；已经到了的返回 409。"),
    "watches_stop": _("停止关注；再停一次没有影响。"),
    "v1_messages_retrieve": _("本户的消息，新的在前；在这里读不会标为已读。"),
    "feeds_create": _("来源送一个压缩包，内含一批或几批；同一个包再送一次不会重复。"),
    "feeds_retrieve": _("送来的压缩包处理得怎样。"),
}

#: What an answer means, whatever was asked.
ANSWERS = {
    "200": _("成功。"),
    "201": _("已建立。"),
    "202": _("正在处理：按 Retry-After 等待，再查 Location 的地址。"),
    "204": _("成功，没有内容。"),
    "400": _("请求有误，逐项说明。"),
    "401": _("没有令牌，或令牌无效、已作废。"),
    "403": _("没有这项权限。"),
    "404": _("没有，或者不是您的。"),
    "409": _("与现在的状态冲突。"),
    "410": _("已经过期。"),
    "412": _("不支持这个续传协议版本。"),
    "413": _("太大。"),
    "415": _("内容类型不对。"),
    "422": _("内容无法处理。"),
    "429": _("太频繁：按 Retry-After 等待。"),
}
