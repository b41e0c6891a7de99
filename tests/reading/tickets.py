"""The printed forms of tickets, toll invoices and lists of goods, made for tests after the real ones."""
from lookup.pdf.wording import TITLES, qr_payload
from tests import documents as make

from .sheet import Sheet

ORIGINAL = "26119122537000504000"


def railway(document, *, seal=True, refund=False, original=True) -> Sheet:
    """A railway e-ticket: travel date, original number and the ticket's own number beside what is wanted."""
    sheet = Sheet(200, 80).text(60, 3, TITLES["51"], 5.5)
    sheet.text(8, 12, f"发票号码:{document.number}")
    if seal:
        sheet.text(62, 12.5, "国家税务总局", 2.4).text(78, 12.3, "天津市税务局", 2.4)
    issued = document.issue_date
    sheet.text(140, 12, f"开票日期:{issued.year}年{issued.month:02}月{issued.day:02}日")
    sheet.text(20, 20, "北京南站", 5).text(85, 20, "G1281", 5).text(140, 20, "上海虹桥站", 5)
    sheet.text(20, 26, "Beijingnan", 3).text(140, 26, "Shanghaihongqiao", 3)
    sheet.text(12, 32, "2026年07月02日").text(50, 32, "08:00开").text(100, 32, "05车12A号").text(150, 32, "二等座")
    sheet.text(12, 38, f"{'退票费' if refund else '票价'}:￥{document.total:.2f}")
    sheet.text(12, 46, "1101081990****1234").text(60, 46, "张三")
    sheet.text(12, 52, "电子客票号:2537065028070390512342026")
    if original:
        sheet.text(100, 52, f"原发票号码:{ORIGINAL}")
    sheet.text(12, 60, f"购买方名称:{document.buyer.name}")
    sheet.text(12, 65, f"统一社会信用代码:{document.buyer.tax_id}")
    sheet.text(12, 72, "买票请到12306 发货请到95306")
    return sheet.code(165, 35, qr_payload(document))


def air(document) -> Sheet:
    """An air itinerary: heads of fares with their values below, and the tax among them."""
    sheet = Sheet(210, 120).text(40, 4, TITLES["61"], 5).code(7, 4, qr_payload(document), 18)
    sheet.text(150, 14, "国内国际标识：国内").text(30, 20, f"发票号码：{document.number}")
    sheet.text(10, 30, "旅客姓名：张三").text(80, 30, "有效身份证件号码：1101081990****1234")
    heads = ("承运人", "航班号", "座位等级", "日期", "时间")
    for place, (head, value) in enumerate(zip(heads, ("南航", "CZ3101", "Y", "2026年06月30日", "08:00"), strict=True)):
        sheet.text(40 + 28 * place, 38, head).text(40 + 28 * place, 44, value)
    fares = ("票价", "燃油附加费", "增值税税率", "增值税税额", "民航发展基金", "其他税费", "合计")
    tax, total = f"CN {document.tax:.2f}", f"CNY {document.total:.2f}"
    values = ("CNY 1009.17", "CN 20.00", "9%", tax, "CN 50.00", "CN 0.00", total)
    for place, (head, value) in enumerate(zip(fares, values, strict=True)):
        sheet.text(8 + 28 * place, 70, head).text(6 + 28 * place, 76, value)
    sheet.text(8, 84, "电子客票号码：7842345678901").text(80, 84, "验证码：1234").text(140, 84, "保险费：XXX")
    issued = document.issue_date
    sheet.text(8, 92, "销售网点代号：CAN001").text(80, 92, f"填开单位：{document.seller.name}")
    sheet.text(150, 92, f"填开日期：{issued.year}年{issued.month:02}月{issued.day:02}日")
    sheet.text(8, 100, f"购买方名称：{document.buyer.name}")
    return sheet.text(8, 106, f"统一社会信用代码/纳税人识别号：{document.buyer.tax_id}")


def toll_goods(sheet, document, top=53.5):
    """The goods of a toll invoice: plate, vehicle and the days of passage in place of unit and price."""
    heads = (("项目名称", 12), ("车牌号", 50), ("类型", 72), ("通行日期起", 92), ("通行日期止", 116), ("金  额", 143.5),
             ("税率", 164), ("税  额", 194.5))  # fmt: skip
    for head, x in heads:
        sheet.text(x, top, head)
    for place, line in enumerate(document.lines):
        row = top + 4 + 4 * place
        sheet.text(6.5, row, line.name).text(50, row, "京A12345").text(72, row, "客车").text(93, row, "20260901")
        sheet.text(117, row, "20260930").right(154.5, row, f"{line.amount:.2f}").text(165, row, line.tax_rate)
        sheet.right(205, row, f"{line.tax:.2f}")


def list_of_goods(document, lines, *, page=1, pages=1) -> Sheet:
    """A page of 销货清单, which names the invoice that it belongs to in words of its own."""
    sheet = Sheet(210, 297).text(50, 10, "销售货物或者提供应税劳务、服务清单", 5)
    sheet.text(10, 22, f"购买方名称：{make.BUYER}").text(10, 27, f"销售方名称：{make.SELLER}")
    sheet.text(10, 32, f"所属增值税电子普通发票代码：{document.code}").text(100, 32, f"号码：{document.number}")
    sheet.text(160, 32, f"共{pages}页 第{page}页")
    heads = (("序号", 10), ("货物（劳务）名称", 25), ("规格型号", 70), ("单位", 92), ("数量", 104), ("单价", 122),
             ("金额", 148), ("税率", 166), ("税额", 190))  # fmt: skip
    for head, x in heads:
        sheet.text(x, 38, head)
    for place, line in enumerate(lines, 1):
        top = 38 + 4.2 * place
        sheet.text(11, top, place).text(20, top, line.name).text(70, top, line.spec).text(93, top, line.unit)
        sheet.right(110, top, line.quantity).right(130, top, line.price).right(157, top, f"{line.amount:.2f}")
        sheet.text(166, top, line.tax_rate).right(198, top, f"{line.tax:.2f}")
    bottom = 42 + 4.2 * (len(lines) + 1)
    sheet.text(20, bottom, "小计").right(157, bottom, "￥1.00").right(198, bottom, "￥1.00")
    return sheet.text(20, bottom + 5, "总计").right(157, bottom + 5, "￥1.00").right(198, bottom + 5, "￥1.00")
