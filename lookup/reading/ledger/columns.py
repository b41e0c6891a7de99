"""What the columns of a table are called: the bureau's export, and the ledgers that people keep."""
from __future__ import annotations

import re
import unicodedata

#: Every field that a column can hold, in the order in which a person is asked.
FIELDS = (
    "number", "digital_number", "code", "issue_date", "seller_name", "seller_tax_id", "buyer_name", "buyer_tax_id",
    "amount", "tax", "total", "kind", "status", "positive", "remark", "drawer",
)  # fmt: skip

_NAMES = {
    "number": "发票号码 发票号 发票编号 票号 票据号码 号码 InvoiceNumber InvoiceNo Number",
    "digital_number": "数电发票号码 全电发票号码 数电票号码 全电票号码 数电号码 数电票号 数电发票号",
    "code": "发票代码 代码 InvoiceCode Code",
    "issue_date": "开票日期 开票时间 开具日期 发票日期 填开日期 日期 IssueDate InvoiceDate Date",
    "seller_name": "销方名称 销售方名称 销货方名称 销方 销售方 销货方 销货单位 销售单位 销货单位名称 开票方"
    " 开票方名称 开票单位 供应商 供应商名称 供货商 商户 商户名称 卖方 卖方名称 销售方纳税人名称 SellerName Seller"
    " Vendor Supplier",
    "seller_tax_id": "销方识别号 销售方识别号 销方税号 销售方税号 销方纳税人识别号 销售方纳税人识别号 销货方识别号"
    " 销货方纳税人识别号 供应商税号 卖方税号 开票方税号 销售方统一社会信用代码 SellerTaxID SellerTaxNo",
    "buyer_name": "购买方名称 购方名称 购货方名称 购买方 购方 购货方 购货单位 购买单位 购货单位名称 抬头 发票抬头 客户"
    " 客户名称 买方 买方名称 受票方 受票方名称 购买方纳税人名称 BuyerName Buyer Customer",
    "buyer_tax_id": "购方识别号 购买方识别号 购方税号 购买方税号 购方纳税人识别号 购买方纳税人识别号 购货方识别号"
    " 购货方纳税人识别号 客户税号 买方税号 受票方税号 购买方统一社会信用代码 BuyerTaxID BuyerTaxNo",
    "amount": "金额 不含税金额 合计金额 金额合计 未税金额 税前金额 净额 金额(不含税) 金额(未税) 不含税价 Amount"
    " NetAmount",
    "tax": "税额 合计税额 税额合计 税金 票面税额 税款 Tax TaxAmount",
    "total": "价税合计 含税金额 总金额 发票金额 总额 票面金额 金额(含税) 价税合计(小写) 含税总额 合计 报销金额 Total"
    " TotalAmount",
    "kind": "发票票种 发票类型 发票种类 票种 InvoiceType Type",
    "status": "发票状态 状态 Status",
    "positive": "是否正数发票",
    "remark": "备注 Remark",
    "drawer": "开票人 Drawer",
}
_BY_NAME = {name.upper(): field for field, names in _NAMES.items() for name in names.split()}
#: What every export of the bureau has, under these very names (表头), whatever else is added.
_BUREAU = frozenset(
    {"发票代码", "发票号码", "销方识别号", "销方名称", "购方识别号", "购买方名称", "开票日期", "金额", "税额"}
)
_BUREAU_NUMBER = frozenset(("数电发票号码", "全电发票号码"))
#: A table with these has a row per line of goods, and no row is an invoice.
_OF_LINES = frozenset({"税收分类编码", "货物或应税劳务名称", "规格型号", "单价", "数量"})
_IN_BRACKETS = re.compile(r"\([^)]*\)")


def columns_of(header: list[str]) -> dict[str, int]:
    """{field: index} of a row of header words; the first of each."""
    found: dict[str, int] = {}
    for index, word in enumerate(header):
        name = plain(word)
        field = _BY_NAME.get(name.upper()) or _BY_NAME.get(_IN_BRACKETS.sub("", name).upper())
        if field:
            found.setdefault(field, index)
    # Alone, 金额 is what was paid; beside a tax or a total it is the net amount, as the bureau has it.
    if "amount" in found and not {"tax", "total"} & found.keys() and plain(header[found["amount"]]).startswith("金额"):
        found["total"] = found.pop("amount")
    return found


def is_bureaus(header: list[str]) -> bool:
    """Whether this is the header of 全量发票查询导出结果, one row per invoice."""
    names = {plain(word) for word in header}
    return names >= _BUREAU and bool(names & _BUREAU_NUMBER)


def is_of_lines(header: list[str]) -> bool:
    """Whether the rows are lines of goods (信息汇总表): to add them up as invoices would be wrong."""
    return len({plain(word) for word in header} & _OF_LINES) >= 4


def plain(word: str) -> str:
    """A header word without blanks, stars and full-width forms."""
    return "".join(unicodedata.normalize("NFKC", word).split()).replace("*", "").strip(":")
