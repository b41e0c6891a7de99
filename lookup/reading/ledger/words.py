"""Words in the cells of a ledger that say something by themselves."""
import re

#: The bureau's sheet of one row per invoice, and the one of a row per line of goods.
INVOICES, LINES = "发票基础信息", "信息汇总表"
SUMS = re.compile("合计|总计|小计|累计")
#: 是否正数发票 of a red one.
NOT_POSITIVE = "否"
#: 发票状态 in words or as the bureau's code.
NORMAL = frozenset({"", "正常", "01"})
VALIDITY = {
    "已作废": "VOIDED", "作废": "VOIDED", "02": "VOIDED",
    "已红冲-全额": "REVERSED", "已红冲": "REVERSED", "03": "REVERSED",
    "已红冲-部分": "PARTLY_REVERSED", "部分红冲": "PARTLY_REVERSED", "04": "PARTLY_REVERSED",
}  # fmt: skip
