"""Documents to print."""

from datetime import date
from decimal import Decimal

from lookup.document import InvoiceDocument, Line, Party

SELLER = Party(
    tax_id="91110000T5MY01MRNU",
    name="北京晨星信息技术有限公司",
    address="北京市海淀区中关村大街1号",
    phone="010-62345678",
    bank="中国工商银行北京中关村支行",
    account="0200004509014412345",
)
BUYER = Party(tax_id="914201004WKEFY5QEA", name="上海远航国际贸易有限公司")


def a_line(number: int = 1, **fields) -> Line:
    base = {
        "name": f"*信息技术服务*软件开发服务{number}",
        "spec": "V2.0",
        "unit": "项",
        "quantity": Decimal("2"),
        "price": Decimal("94.339623"),
        "amount": Decimal("188.68"),
        "tax_rate": "6%",
        "tax": Decimal("11.32"),
    }
    return Line(**base | fields)


def a_document(count: int = 1, **fields) -> InvoiceDocument:
    base = {
        "kind": "81",
        "number": "26112000000000000017",
        "issue_date": date(2026, 11, 1),
        "seller": SELLER,
        "buyer": BUYER,
        "amount": count * Decimal("188.68"),
        "tax": count * Decimal("11.32"),
        "total": count * Decimal("200.00"),
        "lines": tuple(a_line(number) for number in range(1, count + 1)),
        "remark": "合同编号：HT-2026-118",
        "drawer": "王晓明",
    }
    return InvoiceDocument(**base | fields)
