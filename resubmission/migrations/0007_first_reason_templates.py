"""What clerks can begin from on the first day; supervisors go on from there."""
from django.db import migrations

_ISSUING = (
    "《中华人民共和国发票管理办法》：开具发票应当按照规定的时限、顺序、栏目如实开具",
    "Measures for the Administration of Invoices of the PRC: invoices shall be issued truthfully, as prescribed",
)
_ONE_NUMBER = (
    "《国家税务总局关于推广应用全面数字化电子发票的公告》（国家税务总局公告2024年第11号）：发票号码全国统一赋予",
    "State Taxation Administration Announcement No. 11 of 2024: invoice numbers are assigned nationwide, each once",
)
_SECRECY = (
    "《中华人民共和国税收征收管理法》第八条：税务机关应当依法为纳税人的情况保密",
    "Law of the PRC on the Administration of Tax Collection, Article 8: tax authorities keep taxpayers' matters secret",
)
#: action, name, English name, text, English text, rule
_FIRST = [
    ("approve", "材料齐全一致", "Complete and consistent",
     "证明材料齐全，与申请内容一致。",
     "The evidence is complete and agrees with the application.", None),
    ("return", "材料看不清", "Evidence cannot be read",
     "您上传的材料无法辨认。请重新上传发票 {number} 清晰、完整的原件：PDF、OFD、XML，或四角齐全、文字可读的照片。",
     "The file you uploaded cannot be read. Please upload a clear and complete original of invoice {number}: PDF, OFD, "
     "XML, or a photograph that shows all four corners and legible text.", None),
    ("return", "缺发票原件", "Original invoice missing",
     "请补充发票 {number} 的原件（PDF、OFD 或 XML）。",
     "Please add the original of invoice {number} (PDF, OFD or XML).", None),
    ("return", "缺合同或付款凭证", "Contract or proof of payment missing",
     "请补充与发票 {number}（价税合计 {total} 元）对应的合同或付款凭证。",
     "Please add the contract or the proof of payment for invoice {number} (total {total} yuan).", None),
    ("return", "一处与材料不一致", "One field differs from the evidence",
     "{field}：您填写的是“{claimed}”，证明材料为“{found}”。请更正所填内容，或上传能够证明它的材料。",
     "{field}: you stated “{claimed}”, the evidence says “{found}”. Please correct what you stated, or upload evidence "
     "that proves it.", None),
    ("return", "多处与材料不一致", "Several fields differ from the evidence",
     "下列各项需要更正，或上传能够证明所填内容的材料：\n{differences}",
     "Please correct the following, or upload evidence that proves what you stated:\n{differences}", None),
    ("reject", "申请人不是发票的一方", "Applicant is no party to the invoice",
     "发票 {number} 的销售方和购买方都不是 {taxpayer}。请由发票上的销售方或购买方提出申请。",
     "{taxpayer} is neither the seller nor the buyer of invoice {number}. The seller or buyer named on the invoice may "
     "apply.", _SECRECY),
    ("reject", "材料不是这张发票的", "Evidence is of another invoice",
     "您上传的材料不是发票 {number} 的。取得该发票的原件后可以重新申请。",
     "The evidence is not of invoice {number}. You may apply again once you have its original.", _ISSUING),
    ("reject", "记录已存在且无误", "Record exists and is right",
     "发票 {number} 已有记录，经核对无误。请在“查发票”中打开；认为记录有误时，请申请重新上传并附证明材料。",
     "Invoice {number} already has a record, which was found to be right. Please open it under “Invoices”; if you "
     "think it is wrong, apply for a re-upload with evidence.", _ONE_NUMBER),
    ("reject", "材料不能证明所填内容", "Evidence does not prove the claim",
     "证明材料不能证明所填的内容：\n{differences}\n补充新的证明材料后可以重新申请。",
     "The evidence does not prove what was stated:\n{differences}\nYou may apply again with further evidence.", _ISSUING),
]


def write(apps, schema_editor):
    template = apps.get_model("resubmission", "ReasonTemplate")
    template.objects.bulk_create(
        template(
            action=action, name=name, name_en=name_en, text=text, text_en=text_en,
            rule=rule[0] if rule else "", rule_en=rule[1] if rule else "", place=10 * place,
        )
        for place, (action, name, name_en, text, text_en, rule) in enumerate(_FIRST, 1)
    )


class Migration(migrations.Migration):
    dependencies = [("resubmission", "0006_reason_templates")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
