"""Invoices that no form was made for: each number gives one, always the same."""
import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from lookup.document import InvoiceDocument, Line, Party
from lookup.pdf.making import MARKS
from lookup.pdf.wording import TITLES

COUNT = 300
_HAN = "发票信息技术服务有限公司北京上海贸易远航国际工程建设材料设备租赁运输餐饮住宿培训咨询软件开发维护"
#: Hard to print: rare characters, wide and narrow letters, other scripts from left to right, signs, odd spaces.
_ODD = (
    "㐂㑇䶮龘靐齉𠮷𡃁鱻麤", "WWWWMMMM@@@@%%%%", "iiiillll....||||", "Société Générale", "ООО «Ромашка»",
    "한국전자 주식회사", "A\u00a0B\u3000C\u200bD", "（）【】《》“”‘’—…", "①②③㈱℃№", "😀发票", "x" * 90,
    "e\u0301a\u0308", "ＦＵＬＬ１２３",
)  # fmt: skip
_SPECIAL = (
    {}, {},
    {"建筑服务": {
        "建筑服务发生地": "新疆维吾尔自治区巴音郭楞蒙古自治州和静县",
        "建筑项目名称": "高原输水隧洞及配套工程第三标段",
    }},
    {"不动产销售": {
        "不动产单元代码": "110105001001GB00001F00010001", "面积单位": "平方米",
        "不动产地址": "北京市朝阳区某某路 1 号院 2 号楼",
    }},
    {"不动产经营租赁": {
        "产权证书号": "京（2026）朝不动产权第0000001号", "租赁期起止": "2026-01-01 2026-12-31", "跨地（市）标志": "否",
    }},
    {"旅客运输": {
        "出行人": "欧阳某某", "出行日期": "2026-11-01", "出发地": "乌鲁木齐", "到达地": "哈尔滨", "等级": "二等座",
        "交通工具类型": "火车",
    }},
    {"货物运输": {
        "运输工具种类": "公路运输", "运输工具牌号": "新A00001", "起运地": "喀什", "到达地": "满洲里",
        "运输货物名称": "棉花" * 30,
    }},
    {"Toll": {"PlateNumber": "京A00001", "VehicleType": "一型客车"}},
)  # fmt: skip


@dataclass(frozen=True)
class Extreme:
    number: int
    document: InvoiceDocument
    mark: str | None


def extreme(number: int) -> Extreme:
    """Return invoice ``number`` of the 300."""
    dice = random.Random(number)
    old = dice.random() < 0.25

    def digits(count: int) -> str:
        return f"{dice.randrange(10**count):0{count}}"

    count = dice.choice((1, 1, 2, 3, 8, 8, 20, 40, 120)) if number % 150 else 2000
    lines = tuple(_line(dice) for _ in range(count))
    amount = sum((line.amount or 0 for line in lines), Decimal(0))
    taxed = dice.random() < 0.85
    tax = sum((line.tax or 0 for line in lines), Decimal(0)) if taxed else None
    document = InvoiceDocument(
        kind=dice.choice(list(TITLES)), number=digits(8) if old else f"26{digits(18)}",
        code=digits(12) if old else None,
        issue_date=date(2026, 1, 1) + timedelta(days=dice.randrange(365)),
        seller=_party(dice), buyer=_party(dice), amount=amount, tax=tax, total=amount + (tax or 0), lines=lines,
        remark=_text(dice, 0, 400, breaks=True) or None, drawer=_text(dice, 0, 8) or None,
        check_code=digits(20) if old else None, red=amount < 0,
        red_of=f"25{digits(18)}" if amount < 0 else None, special=dice.choice(_SPECIAL),
    )  # fmt: skip
    return Extreme(number, document, dice.choice((None, None, *MARKS.values())))


def _line(dice: random.Random) -> Line:
    size = Decimal(10) ** dice.choice((0, 2, 2, 4, 8, 12))
    amount = (Decimal(dice.randrange(1, 10**4)) / 100 * size).quantize(Decimal("0.01"))
    amount = -amount if dice.random() < 0.15 else amount
    return Line(
        name=_text(dice, 1, 92), spec=_text(dice, 0, 40) or None, unit=_text(dice, 0, 6) or None,
        quantity=dice.choice((None, Decimal(1), Decimal("0.0000000001"), Decimal("123456789.12345678"))),
        price=dice.choice((None, Decimal("0.0000000000001"), Decimal("94.3396226415094"), Decimal("99999999999.99"))),
        amount=amount, tax_rate=dice.choice((None, "13%", "1.5%", "免税", "不征税")),
        tax=dice.choice((None, (amount * Decimal("0.13")).quantize(Decimal("0.01")))),
    )  # fmt: skip


def _party(dice: random.Random) -> Party:
    named = dice.random()
    return Party(
        tax_id=f"9111{dice.randrange(10**14):014}" if named < 0.9 else None, name=_text(dice, 1, 100),
        address=_text(dice, 0, 80) or None, phone=f"010-{dice.randrange(10**8)}" if named < 0.5 else None,
        bank=_text(dice, 0, 60) or None, account=str(dice.randrange(10**25)) if named < 0.4 else None,
    )  # fmt: skip


def _text(dice: random.Random, least: int, most: int, *, breaks: bool = False) -> str:
    length = dice.choice((least, least, (least + most) // 4, most))
    said = ""
    while len(said) < length:
        said += dice.choice(_ODD) if dice.random() < 0.12 else "".join(dice.choices(_HAN, k=7))
        said += "\n" if breaks and dice.random() < 0.05 else " " if dice.random() < 0.1 else ""
    return said[:length].strip() or ("票" if least else "")
