"""Documents of the dialects that say the same but for their number, with what each is to be read as."""
import random
from datetime import date
from decimal import Decimal

from lookup.document import InvoiceDocument, Line, Party
from tests import documents as xml

SELLER, BUYER = Party(xml.SELLER_ID, xml.SELLER), Party(xml.BUYER_ID, xml.BUYER)
NET, TAX, TOTAL = Decimal("100.00"), Decimal("13.00"), Decimal("113.00")
DAY = date(2026, 10, 12)

Made = tuple[InvoiceDocument, bytes, None]


def digital(chance: random.Random) -> str:
    return f"2611{chance.randrange(10**16):016}"


def invoice(number: str, line: Line | None = None, **said) -> InvoiceDocument:
    base = {"seller": SELLER, "buyer": BUYER, "amount": NET, "tax": TAX, "total": TOTAL, "issue_date": DAY}
    return InvoiceDocument(number=number, lines=(line,) if line else (), **base | said)


def older_xml(chance: random.Random) -> Made:
    number = f"{chance.randrange(10**8):08}"
    line = Line("*肉蛋*鸡蛋", None, "公斤", Decimal(10), Decimal(10), NET, "免税", None)
    said = {"kind": "10", "code": "011002000111", "issue_date": date(2020, 11, 12), "tax": None, "total": NET}
    return invoice(number, line, **said), xml.old_xml(number), None


def vat_xbrl(chance: random.Random) -> Made:
    number = f"{chance.randrange(10**8):08}"
    net, tax = Decimal("9849.06"), Decimal("590.94")
    line = Line("*现代服务*后勤服务", None, None, None, None, net, "6%", tax)
    said = {"kind": "08", "code": "011002000111", "issue_date": date(2021, 3, 5), "amount": net, "tax": tax}
    return invoice(number, line, **said, total=Decimal("10440.00")), xml.inv_xml(number), None


def railway(chance: random.Random) -> Made:
    number = digital(chance)
    said = {"kind": "51", "issue_date": date(2026, 7, 11), "seller": Party(), "amount": Decimal("250.00")}
    return invoice(number, **said, tax=Decimal("22.50"), total=Decimal("272.50")), xml.rail_xml(number), None


def bookkeeping(chance: random.Random) -> Made:
    number = digital(chance)
    return invoice(number, buyer=Party()), xml.einv_xml(number), None


def chinese(chance: random.Random) -> Made:
    number = digital(chance)
    line = Line("*餐饮服务*餐费", None, None, None, None, NET, "13%", TAX)
    return invoice(number, line, kind="82"), xml.chinese_xml(number), None


def pinyin(chance: random.Random) -> Made:
    number = digital(chance)
    line = Line("*餐饮服务*餐费", None, None, None, None, NET, "13%", TAX)
    return invoice(number, line), xml.pinyin_xml(number), None


def tagged_ofd(chance: random.Random) -> Made:
    number = digital(chance)
    return invoice(number, kind="82"), xml.digital_ofd(number), None


def carrying_ofd(chance: random.Random) -> Made:
    made, content, _ = older_xml(chance)
    return made, xml.ofd(attached=content), None
