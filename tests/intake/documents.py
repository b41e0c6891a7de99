"""Documents to import, made here: valid, and easy to spoil in one place."""
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from lookup.document import InvoiceDocument, Line, Party

SELLER_ID, BUYER_ID = "914201004WKEFY5QEA", "91110000T5MY01MRNU"


def number(sequence: int) -> str:
    return f"26112{sequence:015d}"


def document(sequence: int = 1, **changes) -> InvoiceDocument:
    said = {
        "kind": "82",
        "number": number(sequence),
        "issue_date": date(2026, 10, 12),
        "issued_at": datetime(2026, 10, 12, 10, 15, 30, tzinfo=ZoneInfo("Asia/Shanghai")),
        "seller": Party(tax_id=SELLER_ID, name="示例市老街柴火餐饮店", phone="010-5550100"),
        "buyer": Party(tax_id=BUYER_ID, name="示例软件技术有限公司"),
        "amount": Decimal("100.00"),
        "tax": Decimal("6.00"),
        "total": Decimal("106.00"),
        "lines": (Line("*餐饮服务*餐费", quantity=Decimal(2), amount=Decimal(100), tax_rate="6%", tax=Decimal(6)),),
        "drawer": "王开",
    }
    return InvoiceDocument(**said | changes)


def red(sequence: int, blue: str, total: str) -> InvoiceDocument:
    whole = Decimal(total)
    return document(sequence, red=True, red_of=blue, amount=whole, tax=None, total=whole, lines=())


def xml(sequence: int = 1, *, total: str = "106.00", buyer_id: str = BUYER_ID, issued: str = "2026-10-12") -> bytes:
    """A 数电普票 as the bureau sends it."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<EInvoice><Header><EIid>{number(sequence)}</EIid><InherentLabel><InIssuType><LabelCode>Y</LabelCode></InIssuType>
<GeneralOrSpecialVAT><LabelCode>02</LabelCode></GeneralOrSpecialVAT></InherentLabel></Header>
<EInvoiceData><SellerInformation><SellerIdNum>{SELLER_ID}</SellerIdNum><SellerName>示例市老街柴火餐饮店</SellerName>
</SellerInformation><BuyerInformation><BuyerIdNum>{buyer_id}</BuyerIdNum><BuyerName>示例软件技术有限公司</BuyerName>
</BuyerInformation><BasicInformation><TotalAmWithoutTax>100.00</TotalAmWithoutTax><TotalTaxAm>6.00</TotalTaxAm>
<TotalTax-includedAmount>{total}</TotalTax-includedAmount><Drawer>王开</Drawer></BasicInformation>
<IssuItemInformation><ItemName>*餐饮服务*餐费</ItemName><Quantity>2</Quantity><Amount>100.00</Amount>
<TaxRate>0.06</TaxRate><ComTaxAm>6.00</ComTaxAm></IssuItemInformation></EInvoiceData>
<TaxSupervisionInfo><InvoiceNumber>{number(sequence)}</InvoiceNumber><IssueTime>{issued}</IssueTime>
</TaxSupervisionInfo></EInvoice>""".encode()
