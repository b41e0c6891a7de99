"""The companies that trade, and the natural persons that buy."""
import random
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from stdnum.cn import uscc

from invoice_portal.accounts.models import Taxpayer
from invoice_portal.refusal import Refusal
from lookup.document import InvoiceDocument, Party
from lookup.number import REGIONS, region_of_tax_id
from lookup.records import Parties

from .goods import TRADES

#: Where companies sit: region, city as in a name, district code, street.
PLACES = [
    ("11", "北京", "110108", "北京市海淀区中关村大街"), ("11", "北京", "110105", "北京市朝阳区建国路"),
    ("11", "北京", "110115", "北京市大兴区荣华中路"), ("31", "上海", "310115", "上海市浦东新区张江路"),
    ("31", "上海", "310104", "上海市徐汇区漕溪北路"), ("31", "上海", "310112", "上海市闵行区申长路"),
    ("44", "广州", "440106", "广州市天河区体育西路"), ("44", "深圳", "440305", "深圳市南山区科苑路"),
    ("44", "佛山", "440605", "佛山市南海区桂澜路"),
]  # fmt: skip
_FIRST = "华中天瑞恒盛嘉泰博远宏信安康明德金鼎万和新源汇丰云海同创启诚兴隆正达"
_SECOND = "通达源成瑞科信诚泰润邦悦晟凯辰翔腾宇鑫航众联盈利杰讯图灵睿峰"
_FORMS = ["有限公司", "有限公司", "有限责任公司", "股份有限公司"]
_BANKS = ["中国工商银行", "中国建设银行", "中国农业银行", "中国银行", "招商银行", "交通银行"]
_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = ["伟", "芳", "娜", "敏", "静", "强", "磊", "洋", "艳", "杰", "建国", "志强", "秀英", "晓明", "雨桐", "子涵"]
BATCH = 2_000


@dataclass(slots=True)
class Company:
    """One side of an invoice, with its ids in the database."""

    tax_id: str
    name: str
    region: str
    trade: str
    #: 小规模纳税人 charge 1 % or 3 %.
    small: bool
    contacts: dict[str, str] = field(default_factory=dict)
    person: bool = False
    taxpayer_id: int | None = None
    name_id: int | None = None
    drawer: str = ""


def person_name(chance: random.Random) -> str:
    return chance.choice(_SURNAMES) + chance.choice(_GIVEN)


def make_companies(count: int, seed: int) -> list[Company]:
    """Return that many companies, written as taxpayers where they are new."""
    chance = random.Random(f"companies {seed}")  # noqa: S311
    companies = [_company(chance) for _place in range(count)]
    return _with_ids(list({company.tax_id: company for company in companies}.values()))


def involved_companies(tax_ids: Iterable[str], seed: int) -> list[Company]:
    """Return registered taxpayers as companies that can trade."""
    companies = []
    for tax_id in tax_ids:
        taxpayer = Taxpayer.objects.filter(tax_id=tax_id).first()
        if taxpayer is None:
            raise Refusal("unknown_taxpayer", _("没有识别号为 %(tax_id)s 的纳税人。") % {"tax_id": tax_id}, status=404)
        chance = random.Random(f"company {seed} {tax_id}")  # noqa: S311
        trade = next((trade for trade in TRADES if trade in taxpayer.name), None) or chance.choice(sorted(TRADES))
        company = Company(tax_id, taxpayer.name, region_of_tax_id(tax_id) or "11", trade, small=False)
        company.person = taxpayer.kind == Taxpayer.Kind.PERSON
        if not company.person:
            place = next((place for place in PLACES if place[0] == company.region), PLACES[0])
            company.contacts = _contacts(place, chance)
        company.drawer = person_name(chance)
        companies.append(company)
    return _with_ids(companies)


def private_buyers(count: int, chance: random.Random) -> list[Company]:
    """Return natural persons who gave no tax ID."""
    names = sorted({person_name(chance) for _place in range(count)} | {"个人"})
    return _with_ids([Company("", name, "", "", small=False, person=True) for name in names])


def _company(chance: random.Random) -> Company:
    place = chance.choice(PLACES)
    region, city, district, _street = place
    trade = chance.choice(list(TRADES))
    brand = chance.choice(_FIRST) + chance.choice(_SECOND)
    name = f"{city}{brand}{trade}{chance.choice(_FORMS)}"
    if chance.random() < 0.1:
        name = f"{brand}{trade}（{city}）有限公司"
    body = f"91{district}MA" + "".join(chance.choices(_CHARACTERS, k=7))
    tax_id = body + uscc.calc_check_digit(body + "0")
    small = chance.random() < 0.25
    return Company(tax_id, name, region, trade, small, _contacts(place, chance), drawer=person_name(chance))


def _contacts(place: tuple, chance: random.Random) -> dict[str, str]:
    region, city, _district, street = place
    area = {"11": "010", "31": "021"}.get(region, "0755" if city == "深圳" else "020")
    return {
        "address": f"{street}{chance.randint(1, 399)}号{chance.randint(1, 28)}层{chance.randint(101, 2899)}室",
        "phone": f"{area}-{chance.randint(20_000_000, 89_999_999)}",
        "bank": f"{chance.choice(_BANKS)}{REGIONS[region]}分行营业部",
        "account": "".join(chance.choices("0123456789", k=19)),
    }


def _with_ids(companies: list[Company]) -> list[Company]:
    for start in range(0, len(companies), BATCH):
        batch = companies[start : start + BATCH]
        named = {company.tax_id or company.name: Party(company.tax_id or None, company.name) for company in batch}
        parties = Parties(InvoiceDocument(seller=party) for party in named.values())
        for company in batch:
            party = named[company.tax_id or company.name]
            company.taxpayer_id, company.name_id = parties.taxpayer_id(party), parties.name_id(party)
    return companies
