"""Makes the rows: who sells what to whom and when, and what became of it.

Amounts are integers in fen, since millions of rows are made.
"""
import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from .companies import Company, private_buyers
from .goods import TRADES, Good

_SHANGHAI = ZoneInfo("Asia/Shanghai")
SPAN_DAYS = 730
#: Shares of all invoices; the rest is simply normal.
VOIDED, REVERSED, PARTLY_REVERSED, ABNORMAL = 0.02, 0.03, 0.015, 0.015
#: How much of the trade goes through the taxpayers asked for unless told otherwise, and to people without a tax ID.
INVOLVED, PRIVATE = 0.3, 0.12
_LINE_COUNTS, _LINE_WEIGHTS = (1, 2, 3, 4, 5, 6, 8, 12), (46, 22, 13, 7, 5, 4, 2, 1)
_CONFLICTS = [("MISSING_FIELD", "lines"), ("DUPLICATE_DIFFERS", "total"), ("REPORTED", "buyer_name")]


class Writer:
    """Writes invoices in the order of their dates and numbers."""

    def __init__(
        self,
        chance: random.Random,
        *,
        count: int,
        seed: int,
        until: date,
        companies: list[Company],
        involved: list[Company],
        share: float = INVOLVED,
    ):
        self.chance, self.count, self.until = chance, count, until
        self.companies, self.involved, self.share = companies, involved, share
        self.sellers = [company for company in involved if not company.person]
        self.private = private_buyers(120, chance)
        # Of the count too: another count puts other invoices under the same places.
        self.first_sequence = random.Random(f"{seed} {count}").randrange(100_000) * 10_000_000_000  # noqa: S311
        self.written = 0

    def rows(self) -> Iterator[dict]:
        """Yield ``count`` rows; a reversed invoice is followed by the red one that reverses it."""
        while self.written < self.count:
            blue = self._blue()
            fate = self.chance.random()
            if fate < VOIDED:
                _void(blue)
            elif fate < VOIDED + REVERSED + PARTLY_REVERSED and self.written < self.count:
                partly = fate >= VOIDED + REVERSED and len(blue["lines"]) > 1
                red = self._red(blue, blue["lines"][:1] if partly else blue["lines"])
                yield blue
                yield red
                continue
            elif fate > 1 - ABNORMAL:
                self._contradict(blue)
            yield blue

    def _blue(self) -> dict:
        seller, buyer = self._parties()
        issued_at = self._issued_at()
        lines = self._lines(seller)
        exempt = all("tax" not in line for line in lines)
        special = not buyer.person and not exempt and self.chance.random() < 0.55
        contacts = {"seller": seller.contacts}
        if buyer.contacts and (special or self.chance.random() < 0.3):
            contacts["buyer"] = buyer.contacts
        return self._row(seller, issued_at, lines) | {
            "kind": "81" if special else "82",
            "buyer_id": buyer.taxpayer_id,
            "buyer_name_id": buyer.name_id,
            "personal": buyer.person,
            "contacts": contacts,
            "remark": self._remark(seller.trade),
        }

    def _row(self, seller: Company, issued_at: datetime, lines: list[dict]) -> dict:
        amount, tax = _sum(lines, "amount"), _sum(lines, "tax")
        taxed = any("tax" in line for line in lines)
        self.written += 1
        return {
            "number": f"{issued_at.year % 100}{seller.region}2{self.first_sequence + self.written:015d}",
            "code": "",
            "issue_date": issued_at.date(),
            "issued_at": issued_at,
            "seller_id": seller.taxpayer_id,
            "seller_name_id": seller.name_id,
            "amount": _yuan(amount),
            "tax": _yuan(tax) if taxed else None,
            "total": _yuan(amount + tax),
            "lines": lines,
            "drawer": seller.drawer,
            "check_code": "",
            "special": {},
            "red_of": "",
            "entry_id": None,
            "validity": "NORMAL",
            "validity_at": None,
            "validity_reason": "",
            "reversed_by": "",
            "conflict": "",
            "conflict_detail": {},
        }

    def _red(self, blue: dict, lines: list[dict]) -> dict:
        """Write the red invoice for some of the blue one's lines, and what it does to the blue one."""
        latest = datetime.combine(self.until, blue["issued_at"].timetz())
        issued_at = max(blue["issued_at"], min(latest, blue["issued_at"] + timedelta(days=self.chance.randint(1, 25))))
        confirmation = f"{blue['number'][2:4]}{issued_at:%y%m%d}{self.written:012d}"
        row = blue | {
            "number": "",
            "remark": f"被红冲蓝字数电发票号码：{blue['number']} 红字发票信息确认单编号：{confirmation}",
            "red_of": blue["number"],
        }
        negative = [_negated(line) for line in lines]
        amount, tax = _sum(negative, "amount"), _sum(negative, "tax")
        self.written += 1
        row["number"] = f"{issued_at.year % 100}{blue['number'][2:5]}{self.first_sequence + self.written:015d}"
        row |= {"issue_date": issued_at.date(), "issued_at": issued_at, "lines": negative, "amount": _yuan(amount)}
        row |= {"tax": _yuan(tax) if any("tax" in line for line in negative) else None, "total": _yuan(amount + tax)}
        whole = len(lines) == len(blue["lines"])
        blue |= {"validity": "REVERSED" if whole else "PARTLY_REVERSED", "reversed_by": row["number"]}
        blue["validity_at"] = issued_at
        return row

    def _parties(self) -> tuple[Company, Company]:
        seller, buyer = self._some_company(), self._some_buyer()
        if self.involved and self.chance.random() < self.share:
            one = self.chance.choice(self.involved)
            if one.person or self.chance.random() < 0.5:
                buyer = one
            else:
                seller = one
        while seller.tax_id == buyer.tax_id:
            seller = self._some_company()
        return seller, buyer

    def _some_company(self) -> Company:
        # Squared, so that a few trade much and many a little.
        return self.companies[int(len(self.companies) * self.chance.random() ** 2)]

    def _some_buyer(self) -> Company:
        return self.chance.choice(self.private) if self.chance.random() < PRIVATE else self._some_company()

    def _issued_at(self) -> datetime:
        day = self.until - timedelta(days=SPAN_DAYS - 1 - SPAN_DAYS * self.written // self.count)
        second = self.chance.randint(8 * 3600, 20 * 3600)
        return datetime(day.year, day.month, day.day, second // 3600, second // 60 % 60, second % 60, tzinfo=_SHANGHAI)

    def _lines(self, seller: Company) -> list[dict]:
        goods = TRADES[seller.trade]
        count = self.chance.choices(_LINE_COUNTS, _LINE_WEIGHTS)[0]
        return [self._line(self.chance.choice(goods), seller) for _place in range(count)]

    def _line(self, good: Good, seller: Company) -> dict:
        quantity, price = self.chance.randint(1, good.most), self.chance.randint(good.low, good.high)
        rate = good.rate
        if rate is not None and seller.small:
            rate = 3 if seller.trade == "建筑工程" else 1
        line = {"name": good.name, "spec": good.spec, "unit": good.unit, "quantity": str(quantity)}
        line |= {"price": _yuan(price), "amount": _yuan(quantity * price), "tax_code": good.tax_code}
        if rate is None:
            line["tax_rate"] = "免税"
        else:
            line |= {"tax_rate": f"{rate}%", "tax": _yuan((quantity * price * rate + 50) // 100)}
        return {name: value for name, value in line.items() if value}

    def _remark(self, trade: str) -> str:
        if trade == "建筑工程":
            return f"项目名称：{self.chance.choice('东西南北')}区{self.chance.randint(1, 9)}号楼改造工程"
        if self.chance.random() < 0.15:
            return f"订单号：{self.chance.randint(10**9, 10**10 - 1)}"
        return ""

    def _contradict(self, row: dict) -> None:
        row["conflict"], field = self.chance.choice(_CONFLICTS)
        row["conflict_detail"] = {"fields": [field]}
        if row["conflict"] == "MISSING_FIELD":
            row["lines"] = []


def _void(row: dict) -> None:
    row |= {"validity": "VOIDED", "validity_at": row["issued_at"] + timedelta(hours=2), "validity_reason": "开票有误"}


def _negated(line: dict) -> dict:
    return line | {name: f"-{line[name]}" for name in ("quantity", "amount", "tax") if name in line}


def _yuan(fen: int) -> str:
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}{fen // 100}.{fen % 100:02d}"


def _sum(lines: list[dict], name: str) -> int:
    """Return the sum in fen; every figure has two decimals."""
    return sum(int(line[name].replace(".", "")) for line in lines if name in line)
