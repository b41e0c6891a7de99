"""Ledgers as people upload them: the bureau's export, a table of their own, CSV."""
import io
from datetime import datetime

from openpyxl import Workbook, load_workbook

from lookup.models import Invoice

BUREAU = [
    "序号", "发票代码", "发票号码", "数电发票号码", "销方识别号", "销方名称", "购方识别号", "购买方名称", "开票日期",
    "金额", "税额", "价税合计", "发票来源", "发票票种", "发票状态", "是否正数发票", "发票风险等级", "开票人", "备注",
]  # fmt: skip
OF_LINES = ["货物或应税劳务名称", "规格型号", "单位", "数量", "单价", "税率", "税收分类编码"]


def bureau_row(invoice: Invoice, **changes) -> dict:
    """The row of an invoice in the bureau's export."""
    old = bool(invoice.code)
    return {
        "序号": 1, "发票代码": invoice.code, "发票号码": invoice.number if old else "",
        "数电发票号码": "" if old else invoice.number,
        "销方识别号": invoice.seller.tax_id, "销方名称": invoice.seller_name.name,
        "购方识别号": invoice.buyer.tax_id if invoice.buyer else "", "购买方名称": invoice.buyer_name.name,
        "开票日期": datetime.combine(invoice.issue_date, datetime.min.time()).strftime("%Y-%m-%d %H:%M:%S"),
        "金额": float(invoice.amount), "税额": float(invoice.tax or 0), "价税合计": float(invoice.total),
        "发票来源": "电子发票服务平台", "发票票种": "数电票（普通发票）", "发票状态": "正常", "是否正数发票": "是",
        "发票风险等级": "正常", "开票人": "王开", "备注": "",
    } | changes  # fmt: skip


def bureau(*rows: dict) -> bytes:
    """The bureau's export, with its second sheet of lines."""
    book = Workbook()
    sheet = book.active
    sheet.title = "发票基础信息"
    sheet.append(BUREAU)
    for row in rows:
        sheet.append([row.get(name, "") for name in BUREAU])
    book.create_sheet("信息汇总表").append([*BUREAU, *OF_LINES])
    return _saved(book)


def xlsx(*rows: list) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return _saved(book)


def csv(*rows: list[str]) -> bytes:
    return "\n".join(",".join(row) for row in rows).encode("gb18030")


def opened(data: bytes, sheet: int = 0) -> list[list]:
    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(data)).worksheets[sheet].iter_rows()]


def _saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
