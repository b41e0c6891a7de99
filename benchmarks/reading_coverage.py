"""What fraction of the fields is read right, of documents made of every variant.

    python -m benchmarks.reading_coverage

Each document says what it was made of, so every field can be compared: the flat ones of ``read_document`` and each
field of each line. A field that is read wrong, or read where nothing was said, counts against; so does one unread.
"""
import io
import os
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import django
import pypdfium2
from PIL import Image, ImageFilter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "invoice_portal.settings")
django.setup()

from benchmarks import reading_dialects as dialects  # noqa: E402
from lookup.document import InvoiceDocument, Line, Party  # noqa: E402
from lookup.pdf.render import render  # noqa: E402
from lookup.pdf.wording import qr_payload  # noqa: E402
from lookup.reading import Unreadable, read_one  # noqa: E402
from lookup.reading.as_json import facts, lines_json  # noqa: E402
from tests import documents as xml  # noqa: E402
from tests.reading import forms, ledgers, pictures, sheet, tickets  # noqa: E402

SEED, EACH = 7, 20
NAMES = ["北京晨星信息技术有限公司", "示例市老街柴火餐饮店", "上海远航国际贸易有限公司第二分公司（浦东）",
         "ABC Trading 贸易有限公司",
         "深圳市前海深港现代服务业合作区特别长名称科技发展股份有限公司"]  # fmt: skip
GOODS = ["*餐饮服务*餐饮费", "*信息技术服务*软件开发及系统集成服务费用", "*运输服务*客运服务费", "*办公用品*A4 打印纸"]
IDS = [xml.SELLER_ID, xml.BUYER_ID]
#: What a QR code alone can say.
OF_CODE = {"kind", "number", "code", "issue_date"}

Made = tuple[InvoiceDocument, bytes, set[str] | None]


def line(chance: random.Random) -> Line:
    quantity = Decimal(chance.randrange(1, 5000)) / 100
    price = (Decimal(chance.randrange(100, 300_000)) / 1000).quantize(Decimal("0.001"))
    amount = (quantity * price).quantize(Decimal("0.01"))
    rate = chance.choice(["1%", "3%", "6%", "9%", "13%", "免税"])
    tax = None if rate == "免税" else (amount * Decimal(rate[:-1]) / 100).quantize(Decimal("0.01"))
    return Line(chance.choice(GOODS), chance.choice([None, "大", "V2.0"]), chance.choice(["项", "个", "千克"]),
                _short(quantity), _short(price), amount, rate, tax)  # fmt: skip


def _short(figure: Decimal) -> Decimal:
    """Without zeros at its end, and not as 2E+1, which no document prints."""
    return Decimal(f"{figure.normalize():f}")


def invoice(chance: random.Random, count: int = 3, **said) -> InvoiceDocument:
    lines = tuple(line(chance) for _ in range(count))
    amount = sum(one.amount for one in lines)
    tax = sum((one.tax for one in lines if one.tax), Decimal(0))
    day = date(2026, 1, 1) + timedelta(days=chance.randrange(300))
    seller, buyer = chance.sample(NAMES, 2)
    base = {
        "kind": chance.choice(["81", "82"]), "number": f"2611{chance.randrange(10**16):016}", "issue_date": day,
        "seller": Party(IDS[0], seller), "buyer": Party(IDS[1], buyer), "amount": amount, "tax": tax,
        "total": amount + tax, "lines": lines, "drawer": "王开",
    }  # fmt: skip
    return forms.a_document(**base | said)


def older(chance: random.Random, **said) -> InvoiceDocument:
    day = date(2020, 1, 1) + timedelta(days=chance.randrange(300))
    base = {"kind": "10", "code": "011002000111", "number": f"{chance.randrange(10**8):08}", "issue_date": day,
            "check_code": f"{chance.randrange(10**20):020}"}  # fmt: skip
    return invoice(chance, **base | said)


def digital_xml(made: InvoiceDocument) -> bytes:
    lines = [
        {"ItemName": one.name, "SpecMod": one.spec or "", "MeaUnits": one.unit, "Quantity": one.quantity,
         "UnPrice": one.price, "Amount": one.amount, "TaxRate": one.tax_rate, "ComTaxAm": one.tax or ""}
        for one in made.lines
    ]  # fmt: skip
    return xml.einvoice_xml(
        made.number, issued=made.issue_date, seller=made.seller.name, seller_id=made.seller.tax_id,
        buyer=made.buyer.name, buyer_id=made.buyer.tax_id, amount=made.amount, tax=made.tax, total=made.total,
        kind={"81": "01", "82": "02"}[made.kind], lines=lines,
    )  # fmt: skip


def ledger_row(made: InvoiceDocument) -> bytes:
    return ledgers.export(ledgers.a_row(
        数电发票号码=made.number, 销方名称=made.seller.name, 购买方名称=made.buyer.name, 开票日期=str(made.issue_date),
        金额=float(made.amount), 税额=float(made.tax), 价税合计=float(made.total),
        发票票种={"81": "数电发票（增值税专用发票）", "82": "数电发票（普通发票）"}[made.kind],
    ))  # fmt: skip


def photograph(chance: random.Random, made: InvoiceDocument) -> bytes:
    taken = pictures.photograph(
        qr_payload(made), angle=chance.randrange(360), lean=chance.random() * 0.8, noise=chance.randrange(20),
        blur=chance.random(), light=0.5 + chance.random() / 2, scale=chance.choice([3, 4, 6]),
    )  # fmt: skip
    return pictures.encoded(taken, "JPEG", quality=80)


def scan(chance: random.Random, made: InvoiceDocument) -> bytes:
    """A PDF whose page is a picture."""
    held = io.BytesIO()
    pictures.page(qr_payload(made)).save(held, "PDF", resolution=chance.choice([100, 150, 200]))
    return held.getvalue()


def whole_page(chance: random.Random, made: InvoiceDocument) -> bytes:
    """The page on a table, as a telephone takes it: the code is a small part of the picture."""
    drawn = pypdfium2.PdfDocument(render(made))[0].render(scale=chance.choice([2.5, 3.5, 4.5])).to_pil().convert("L")
    table = Image.new("L", (drawn.width * 5 // 4, drawn.height * 4 // 3), 90)
    table.paste(drawn, (drawn.width // 8, drawn.height // 6))
    taken = table.rotate(chance.uniform(-8, 8), fillcolor=90, resample=Image.Resampling.BICUBIC)
    taken = taken.filter(ImageFilter.GaussianBlur(chance.random())).point(lambda level: level * 0.8)
    return pictures.encoded(taken, "JPEG", quality=70)


def traps(chance: random.Random, glued: bool = False) -> dict:
    found = {"seal": chance.random() < 0.5, "apart": chance.choice([0, 0, 0.9, 1.6]), "spaced": chance.random() < 0.3,
             "yuan": chance.choice("圆元"), "wide": chance.random() < 0.7,
             "downloads": chance.choice(["turned", "down", "row"])}  # fmt: skip
    return found | {"glued": chance.random() < 0.5} if glued else found


def ticket(chance: random.Random, kind: str) -> InvoiceDocument:
    bare = {"amount": None, "lines": (), "drawer": None, "kind": kind}
    airline = Party(name="示例航空有限公司")
    return invoice(chance, **bare, **({"tax": None, "seller": Party()} if kind == "51" else {"seller": airline}))


def without_lines(made: InvoiceDocument) -> InvoiceDocument:
    return replace(made, lines=())


VARIANTS: dict[str, Callable[[random.Random], Made]] = {
    "XML 数电": lambda c: (made := invoice(c), digital_xml(made), None),
    "XML older VAT": dialects.older_xml,
    "XML XBRL inv": dialects.vat_xbrl,
    "XML railway": dialects.railway,
    "XML XBRL einv": dialects.bookkeeping,
    "XML flat, Chinese tags": dialects.chinese,
    "XML flat, pinyin": dialects.pinyin,
    "OFD older, XML attached": dialects.carrying_ofd,
    "OFD 数电, data and tags": dialects.tagged_ofd,
    "XLSX of the bureau": lambda c: (made := without_lines(invoice(c)), ledger_row(made), None),
    "PDF, our own": lambda c: (made := invoice(c, c.randrange(1, 60)), render(made), None),
    "PDF, our own, older": lambda c: (made := older(c), render(made), None),
    "PDF 数电 with traps": lambda c: (made := invoice(c), sheet.pdf(*forms.digital(made, **traps(c))), None),
    "PDF older with traps": lambda c: (made := older(c), sheet.pdf(*forms.older(made, **traps(c, True))), None),
    "PDF 数电, labels a picture": lambda c: (made := invoice(c), sheet.pdf(*forms.digital(made, bare=True)), None),
    "PDF railway": lambda c: (made := ticket(c, "51"), sheet.pdf(tickets.railway(made)), None),
    "PDF air": lambda c: (made := ticket(c, "61"), sheet.pdf(tickets.air(made)), None),
    "OFD 数电, page only": lambda c: (made := invoice(c), sheet.ofd(*forms.digital(made, **traps(c))), None),
    "OFD older, page only": lambda c: (made := older(c), sheet.ofd(*forms.older(made, **traps(c, True))), None),
    "PDF scan 数电": lambda c: (made := invoice(c), scan(c, made), OF_CODE | {"total"}),
    "photograph 数电": lambda c: (made := invoice(c), photograph(c, made), OF_CODE | {"total"}),
    "photograph, whole page": lambda c: (made := invoice(c), whole_page(c, made), OF_CODE | {"total"}),
    "photograph older": lambda c: (made := older(c), photograph(c, made), OF_CODE | {"amount"}),
}  # fmt: skip


def compared(made: InvoiceDocument, data: bytes, fields: set[str] | None) -> Iterator[tuple[str, bool]]:
    """(field, whether it was read right) of each field that the document says or that was read."""
    try:
        read = read_one(data)
    except Unreadable:
        read = InvoiceDocument(number="")
    ours, theirs = facts(made), facts(read)
    for name, value in ours.items():
        if (value or theirs[name]) and (fields is None or name in fields):
            yield name, value == theirs[name]
    if fields is not None:
        return
    mine, found = lines_json(made), lines_json(read)
    for place, one in enumerate(mine):
        other = found[place] if place < len(found) and len(found) == len(mine) else {}
        for name, value in one.items():
            if value:
                yield f"lines.{name}", value == other.get(name)


def main() -> None:
    print(f"{EACH} documents of each variant, seed {SEED}\n")
    print("| variant | fields right | documents in full | wrong or unread |\n|---|---|---|---|")
    for variant, making in VARIANTS.items():
        chance = random.Random(f"{SEED} {variant}")
        right, asked, whole, wrong = 0, 0, 0, {}
        for _ in range(EACH):
            answers = list(compared(*making(chance)))
            right += sum(good for _, good in answers)
            asked += len(answers)
            whole += all(good for _, good in answers)
            for name, good in answers:
                wrong[name] = wrong.get(name, 0) + (not good)
        missed = ", ".join(f"{name} {count}" for name, count in wrong.items() if count)
        print(f"| {variant} | {100 * right / asked:.1f} % of {asked} | {whole} of {EACH} | {missed or '-'} |")


if __name__ == "__main__":
    main()
