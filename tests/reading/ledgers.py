"""Ledgers made for tests: the bureau's export and tables that people keep, as XLSX, XLS and CSV."""
import io
import struct

import openpyxl

from tests import documents as make

HEADER = [
    "序号", "发票代码", "发票号码", "数电发票号码", "销方识别号", "销方名称", "购方识别号", "购买方名称", "开票日期",
    "金额", "税额", "价税合计", "发票来源", "发票票种", "发票状态", "是否正数发票", "发票风险等级", "开票人", "备注",
]  # fmt: skip


def a_row(place=1, **changes) -> list:
    """One row of 发票基础信息; ``changes`` by header word."""
    row = {
        "序号": place, "发票代码": None, "发票号码": None, "数电发票号码": f"2611200000009990{place:04d}",
        "销方识别号": make.SELLER_ID, "销方名称": make.SELLER, "购方识别号": make.BUYER_ID, "购买方名称": make.BUYER,
        "开票日期": "2026-10-12 10:15:30", "金额": 100.0, "税额": 13.0, "价税合计": 113.0,
        "发票来源": "电子发票服务平台", "发票票种": "数电发票（增值税专用发票）", "发票状态": "正常",
        "是否正数发票": "是", "发票风险等级": "正常", "开票人": "王开", "备注": None,
    }  # fmt: skip
    return list((row | changes).values())


def xlsx(sheets) -> bytes:
    """A workbook of {sheet name: rows}."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def export(*rows, sheet="发票基础信息", header=HEADER) -> bytes:
    """The bureau's export with its two sheets; the one of lines would add each invoice twice."""
    lines = [[*HEADER, "税收分类编码", "货物或应税劳务名称", "规格型号", "单位", "数量", "单价", "税率"]]
    lines += [[*row, "", "*餐饮服务*餐费", "", "项", 1, 50, "13%"] for row in rows for _ in range(2)]
    sums = ["合计", *[None] * 8, 1000.0, 130.0, 1130.0]
    return xlsx({"信息汇总表": lines, sheet: [header, *rows, sums]})


def far_cell(reference) -> bytes:
    """A workbook of a few KB that claims to reach as far as this cell."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A2"], book.active[reference] = "发票号码", make.NUMBER, "x"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def xls(rows) -> bytes:
    """A workbook of Excel 97 with one sheet of texts and floats: records in an OLE container of three parts."""
    name = "发票".encode("utf-16-le")
    cells = b""
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, float):
                cells += _record(0x0203, struct.pack("<HHHd", r, c, 0, value))
            elif value:
                text = value.encode("utf-16-le")
                cells += _record(0x0204, struct.pack("<HHHHB", r, c, 0, len(value), 1) + text)
    opening = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6))
    place = len(opening) + 4 + 8 + len(name) + 4
    bound = _record(0x0085, struct.pack("<IBBBB", place, 0, 0, 2, 1) + name)
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6)) + cells + _record(0x000A, b"")
    return _ole(opening + bound + _record(0x000A, b"") + sheet)


def _record(kind, body) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _ole(stream) -> bytes:
    # Below 4096 bytes a stream would lie in the small one.
    stream = stream.ljust(4096, b"\0")
    sectors = -(-len(stream) // 512)
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    fat = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    entries = _entry("Root Entry", 5, child=1, start=0xFFFFFFFE) + _entry("Workbook", 2, start=2, size=len(stream))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096,
        0xFFFFFFFE, 0, 0xFFFFFFFE, 0,
    ) + struct.pack("<I", 0) + b"\xff" * 432  # fmt: skip
    return header + fat + entries.ljust(512, b"\0") + stream.ljust(sectors * 512, b"\0")


def _entry(name, kind, *, child=0xFFFFFFFF, start=0, size=0) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    head = struct.pack("<64sHBBIII", text, len(text), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)
