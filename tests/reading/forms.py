"""The printed forms of invoices, made for tests after the real ones, with the traps that real ones hold."""
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lookup.document import InvoiceDocument, Line, Party
from lookup.money import capitals
from lookup.pdf.wording import TITLES, plain, qr_payload
from tests import documents as make

from .sheet import Sheet

LINE = Line("*餐饮服务*餐饮费", "大", "项", Decimal(2), Decimal("50"), Decimal("100.00"), "6%", Decimal("6.00"))
CIPHER = "03*2>6<+4/-871*2+>5<6/9*0-4812"


def a_document(**changes) -> InvoiceDocument:
    """A 数电票 whose figures agree; older ones with ``code`` and ``kind``."""
    said = {
        "format": "pdf", "kind": "82", "number": make.NUMBER, "issue_date": date(2026, 10, 12),
        "seller": Party(make.SELLER_ID, make.SELLER), "buyer": Party(make.BUYER_ID, make.BUYER),
        "amount": Decimal("100.00"), "tax": Decimal("6.00"), "total": Decimal("106.00"), "lines": (LINE,),
        "remark": "合同编号：HT-118", "drawer": "王开票",
    }  # fmt: skip
    return InvoiceDocument(**said | changes)


OLDER = {
    "kind": "10", "code": "011002000111", "number": "07009901", "issue_date": date(2020, 11, 12),
    "check_code": "01234567890123456789",
    "seller": Party(make.SELLER_ID, make.SELLER, "示例市老街1号", None, "示例银行老街支行 0200004509"),
    "buyer": Party(make.BUYER_ID, make.BUYER, "北京市示例路2号", None, "示例银行 62220000"),
}  # fmt: skip


def an_older(**changes) -> InvoiceDocument:
    return a_document(**OLDER | changes)


@dataclass
class Traps:
    """What real files have that readers stumble over."""

    #: "turned" letters on their side, "down" letter under letter, "row" within the parties' rows.
    downloads: str = "turned"
    #: Letters of the seal over title and date.
    seal: bool = False
    #: The cipher touches the tax ID to its left.
    glued: bool = False
    #: Labels stand so many millimetres higher than their values.
    apart: float = 0
    #: Labels and rules are part of a picture: only values are text.
    bare: bool = False
    wide: bool = True
    yuan: str = "圆"
    cross: str = "×"
    spaced: bool = False
    code: bool = True
    pages: int = 1
    #: Words from the top down beside each block.
    strips: bool = True
    #: The head of the goods table.
    head: bool = True


def _money(value) -> str:
    return "" if value is None else f"{value:.2f}"


def _date(day, spaced=False) -> str:
    return f"{day.year} 年{day.month:02} 月{day.day:02} 日" if spaced else f"{day.year}年{day.month:02}月{day.day:02}日"


class _Form:
    """A sheet with the traps applied to every text on it."""

    def __init__(self, document, traps):
        self.document, self.traps, self.sheet = document, traps, Sheet()

    def label(self, x, top, text, size=3.0):
        if not self.traps.bare:
            self.sheet.text(x, top - self.traps.apart, text if self.traps.wide else _half(text), size)

    def value(self, x, top, text, size=3.0):
        self.sheet.text(x, top, text, size)

    def strip(self, x, top, text):
        if self.traps.strips and not self.traps.bare:
            self.sheet.down(x, top, text)

    def title(self, text):
        self.sheet.text(69, 8, text, 6.5)
        if self.traps.seal:
            for place, letter in enumerate("全国统一发票监制章"):
                self.sheet.text(90 + 3 * place, 9 + place % 3, letter, 2.2, turned=True)
            self.sheet.text(92, 11, "国家税务总局", 2.2).text(165, 17.6, "税务局", 2.6)

    def sums(self, top, columns, document):
        self.label(21, top, "合      计")
        sign = "￥" if self.traps.wide else "￥ "
        self.sheet.right(columns["amount"], top, f"{sign}{_money(document.amount)}")
        self.sheet.right(columns["tax"], top, f"{sign}{_money(document.tax)}" if document.tax is not None else "***")
        self.label(17, top + 6, "价税合计（大写）")
        words = capitals(document.total).replace("圆", self.traps.yuan)
        self.value(59.5, top + 6, f"{self.traps.cross} {words}")
        self.label(144, top + 6, "（小写）")
        self.value(157.5, top + 6, f"{sign}{_money(document.total)}")

    def line(self, top, line, columns):
        """A line, its name broken as the form breaks it; returns where the next one begins."""
        names = [line.name[at : at + 11] for at in range(0, len(line.name), 11)]
        for place, name in enumerate(names):
            self.value(6.5, top + 3.6 * place, name)
        self.value(columns["spec"], top, line.spec)
        self.value(columns["unit"], top, line.unit)
        for what, text in (("quantity", plain(line.quantity)), ("price", plain(line.price))):
            self.sheet.right(columns[what], top, text)
        self.sheet.right(columns["amount"], top, _money(line.amount))
        self.value(columns["rate"], top, line.tax_rate)
        self.sheet.right(columns["tax"], top, _money(line.tax) or "***")
        return top + 3.6 * len(names) + 0.6


def _half(text) -> str:
    return text.replace("：", ":").replace("（", "(").replace("）", ")")


_DIGITAL = {"spec": 43, "unit": 70, "quantity": 103, "price": 127.5, "amount": 154.5, "rate": 165.8, "tax": 205}
_OLDER = {"spec": 62, "unit": 85, "quantity": 108, "price": 128, "amount": 157, "rate": 165, "tax": 204}


def digital(document, **traps) -> list[Sheet]:
    """The form of the 数电票: buyer left and seller right; goods share the pages, sums stand on the last."""
    given = Traps(**traps)
    share = -(-max(len(document.lines), 1) // given.pages)
    sheets = []
    for page in range(given.pages):
        form = _Form(document, given)
        _digital_head(form, page)
        top = _goods(form, document.lines[page * share : (page + 1) * share], _DIGITAL)
        if given.pages > 1:
            form.label(21, top, "小      计")
            form.sheet.right(_DIGITAL["amount"], top, "￥1.00").right(_DIGITAL["tax"], top, "￥1.00")
        if page == given.pages - 1:
            form.sums(93, _DIGITAL, document)
            form.strip(5.5, 110, "备注")
            for place, text in enumerate((document.remark or "").split("\n")):
                form.value(11.5, 107 + 4 * place, text)
            form.label(20, 130, "开 票 人：")
            form.value(36.5, 130, document.drawer)
        sheets.append(form.sheet)
    return sheets


def _digital_head(form, page):
    document, traps = form.document, form.traps
    form.title(TITLES[document.kind])
    form.label(155, 11.5, "发票号码：")
    form.value(170.5, 11.5, document.number)
    form.label(155, 17.5, "开票日期：")
    form.value(170.5, 17.5, _date(document.issue_date, traps.spaced))
    if traps.code and not page:
        form.sheet.code(7, 6, qr_payload(document))
    form.strip(5.5, 32, "购买方信息")
    form.strip(106, 32, "销售方信息")
    for x, party in ((11.5, document.buyer), (111.5, document.seller)):
        form.label(x, 33.5, "名 称：" if traps.spaced else "名称：")
        # Where something stands at the end of the row, names are broken before it.
        most = 20 if traps.downloads == "row" else 27
        form.value(x + 9 + 2 * traps.spaced, 33.4, party.name[:most])
        form.value(x, 37.5, party.name[most:])
        form.label(x, 44, "统一社会信用代码/纳税人识别号：")
        form.value(x + 47, 43.6, party.tax_id, 3.6)
    if traps.downloads == "turned":
        form.sheet.text(207.5, 30, "下载次数：1", 3.0, turned=True)
    elif traps.downloads == "down":
        form.sheet.down(207, 30, "下载次数：1")
    elif traps.downloads == "row":
        form.sheet.text(190, 33.5, "下载次数：1")


def _goods(form, lines, columns, head=53.5):
    words = {"name": "项目名称", "spec": "规格型号", "unit": "单  位", "quantity": "数  量", "price": "单  价",
             "amount": "金  额", "rate": "税率/征收率", "tax": "税  额"}  # fmt: skip
    places = {"name": 16, "spec": 43, "unit": 67.5, "quantity": 93, "price": 117.5, "amount": 143.5, "rate": 157,
              "tax": 194.5}  # fmt: skip
    if columns is _OLDER:
        words |= {"name": "货物或应税劳务、服务名称", "rate": "税率"}
        places |= {"name": 12, "spec": 60, "unit": 84, "quantity": 97, "price": 116, "rate": 164, "tax": 190}
    for what, x in places.items() if form.traps.head else ():
        form.label(x, head, words[what])
    top = head + 4
    for line in lines:
        top = form.line(top, line, columns)
    return top


def older(document, **traps) -> list[Sheet]:
    """The older form: buyer at the top with the cipher beside, seller at the bottom with the remark beside."""
    form = _Form(document, Traps(**traps))
    given = form.traps
    form.title(f"北京{TITLES[document.kind]}" if document.kind != "14" else "北京增值税电子普通发票")
    if document.kind == "14":
        form.value(30, 8, "通行费")
    _older_head(form)
    form.strip(5.5, 31, "购买方")
    _older_party(form, document.buyer, 30)
    form.strip(126, 31, "密码区")
    for place in range(4):
        start = 94.5 - 30 * 1.6 if given.glued and place == 1 else 132
        start = 33 + 18 * 1.5 if given.glued and place == 1 else start
        form.value(start, 30.2 + 5 * place, CIPHER * (2 if start < 132 else 1), 3.0)
    _goods(form, document.lines, _OLDER)
    form.sums(88, _OLDER, document)
    form.strip(5.5, 102, "销售方")
    _older_party(form, document.seller, 101)
    form.strip(126, 104, "备注")
    for place, text in enumerate((document.remark or "").split("\n")):
        form.value(132, 101 + 4 * place, text)
    foot = ("收款人：李收", "复核：赵核", f"开票人：{document.drawer}", "销售方：（章）")
    for place, text in enumerate(foot):
        form.sheet.text(6 + 48 * place, 126, text)
    return [form.sheet]


def _older_head(form):
    document, traps = form.document, form.traps
    form.label(6, 22, "机器编号：")
    form.value(22, 22, "499099775109")
    check = document.check_code or ""
    rows = [
        ("发票代码：", document.code), ("发票号码：", document.number),
        ("开票日期：", _date(document.issue_date, traps.spaced)),
        ("校 验 码：", " ".join(check[at : at + 5] for at in range(0, 20, 5))),
    ]  # fmt: skip
    for place, (label, value) in enumerate(rows):
        form.label(150, 6 + 5 * place, label)
        form.value(166, 6 + 5 * place, value)
    if traps.code:
        form.sheet.code(7, 3, qr_payload(document), 18)


def _older_party(form, party, top):
    rows = [("名　　　　称：", party.name), ("纳税人识别号：", party.tax_id), ("地 址、电 话：", party.address),
            ("开户行及账号：", party.bank)]  # fmt: skip
    for place, (label, value) in enumerate(rows):
        form.label(11, top + 5 * place, label)
        form.value(33, top + 5 * place, value)
