"""The printed forms, read by place from PDF and OFD alike, with the traps that real files hold."""
from dataclasses import replace
from decimal import Decimal

import pytest

from lookup.document import Line, Party
from lookup.reading.ofd import read_ofd
from lookup.reading.pdf import read_pdf
from tests import documents as make

from . import tickets
from .forms import LINE, a_document, an_older, digital, older
from .sheet import ofd, pdf

D = Decimal
LONG = "深圳市前海深港现代服务业合作区特别长名称科技发展股份有限公司"


def read(document, *sheets):
    """What a PDF and an OFD of the sheets say, which must be the same but for the format."""
    (from_pdf,) = read_pdf(pdf(*sheets))
    from_ofd = read_ofd(ofd(*sheets))
    assert replace(from_ofd, format="pdf") == from_pdf
    return from_pdf


TRAPS = [
    {}, {"seal": True}, {"downloads": "down"}, {"downloads": "row"}, {"apart": 0.9}, {"apart": 1.6}, {"wide": False},
    {"yuan": "元"}, {"spaced": True}, {"code": False},
]  # fmt: skip


@pytest.mark.parametrize("traps", [*TRAPS, {"strips": False}], ids=str)
def test_digital_form_is_read_in_full(traps):
    document = a_document()
    assert read(document, *digital(document, **traps)) == document


@pytest.mark.parametrize("traps", [*TRAPS, {"glued": True}], ids=str)
def test_older_form_is_read_in_full(traps):
    document = an_older()
    assert read(document, *older(document, **traps)) == document


@pytest.mark.parametrize("cross", ["ⓧ", "⊗", "⊙", "○"])
def test_any_cross_may_stand_before_the_capitals(cross):
    document = a_document()
    assert read_ofd(ofd(*digital(document, cross=cross))) == replace(document, format="ofd")


def test_page_may_stand_on_a_template():
    document = a_document()
    (sheet,) = digital(document)
    labels = [text for text in sheet.texts if text[2].endswith("：") or "信" in text[2]]
    (form,), (values,) = digital(document), digital(document)
    form.texts, form.codes = labels, []
    values.texts = [text for text in sheet.texts if text not in labels]
    assert read_ofd(ofd(form, values, template=True)) == replace(document, format="ofd")


@pytest.mark.parametrize("make_form", [digital, older])
def test_form_whose_labels_are_a_picture_is_read_by_shapes_and_checked_by_sums(make_form):
    document = a_document() if make_form is digital else an_older()
    found = read(document, *make_form(document, bare=True))
    for field in ("kind", "number", "code", "issue_date", "amount", "tax", "total"):
        assert getattr(found, field) == getattr(document, field)
    for side in ("seller", "buyer"):
        ours, theirs = getattr(found, side), getattr(document, side)
        assert (ours.tax_id, ours.name) == (theirs.tax_id, theirs.name)
    assert found.lines == document.lines


LINES = (
    Line("*餐饮服务*一份名称很长很长很长很长很长很长很长很长的餐饮费", "大份", "份", D("2"), D("50"), D("100.00"), "6%",
         D("6.00")),
    Line("*餐饮服务*打包盒", None, "个", D("3"), D("1.5"), D("4.50"), "免税", None),
    Line("*餐饮服务*折扣", None, None, None, None, D("-4.50"), "免税", None),
)  # fmt: skip


def test_goods_without_a_head_are_told_by_their_order():
    document = a_document(lines=LINES)
    assert read(document, *digital(document, bare=True)).lines == LINES


@pytest.mark.parametrize("wrong", [{"amount": D("99.00")}, {"price": D("51")}, {"tax": D("7.00")}])
def test_goods_without_a_head_that_do_not_add_up_are_not_guessed(wrong):
    document = a_document(lines=(replace(LINES[0], **wrong), *LINES[1:]))
    assert read(document, *digital(document, bare=True)).lines == ()


RED = {"amount": D("-100.00"), "tax": D("-6.00"), "total": D("-106.00"), "red": True,
       "lines": (replace(LINE, quantity=D(-2), amount=D("-100.00"), tax=D("-6.00")),)}  # fmt: skip


@pytest.mark.parametrize(
    "document",
    [
        a_document(**RED, red_of="26112000000099900009", remark="被红冲蓝字数电票号码：26112000000099900009\n"
                   "红字发票信息确认单编号：11000026101500000001"),
        a_document(buyer=Party(make.BUYER_ID, f"{LONG}北京分公司"), seller=Party(make.SELLER_ID, f"{LONG}上海分公司")),
        a_document(buyer=Party(None, "个人")),
        a_document(kind="81"),
        a_document(tax=None, total=D("100.00"), lines=(replace(LINE, tax_rate="免税", tax=None),)),
        a_document(lines=(LINE, replace(LINE, spec=None, unit=None, quantity=None, price=None, amount=D("-10.00"),
                                        tax=D("-0.60")), replace(LINE, tax_rate="不征税", tax=None))),
        a_document(lines=(replace(LINE, name=f"*信息技术服务*{LONG}"), replace(LINE, name="*软件*甲"))),
        a_document(lines=(replace(LINE, price=D("383.0600000001"), quantity=D("8.1234"), amount=D("3064.48")),)),
        a_document(remark=None, drawer=None),
        a_document(remark="车牌号：京A12345 原发票号码：26112000000099900009 订单 26112000000099900008"),
    ],
    ids=["red", "long names", "person", "special", "exempt", "discount", "long goods", "long figures", "bare",
         "other numbers"],
)  # fmt: skip
def test_digital_form_with_unusual_content_is_read_in_full(document):
    printed = replace(document, buyer=replace(document.buyer, tax_id=document.buyer.tax_id or ""))
    assert read(document, *digital(printed)) == document


@pytest.mark.parametrize(
    "document",
    [
        an_older(**RED, red_of="011002000111-07009900", remark="对应正数发票代码:011002000111号码:07009900"),
        an_older(kind="08"),
        an_older(tax=None, total=D("100.00"), lines=(replace(LINE, tax_rate="免税", tax=None),)),
        an_older(code="1100194130"),
    ],
    ids=["red", "special", "exempt", "short code"],
)
def test_older_form_with_unusual_content_is_read_in_full(document):
    assert read(document, *older(document)) == document


def test_pages_of_one_invoice_are_one_with_sums_on_the_last():
    names = [f"*信息技术服务*很长的软件开发服务名称{place}" for place in range(12)]
    document = a_document(lines=tuple(replace(LINE, name=name) for name in names))
    assert read(document, *digital(document, pages=3)) == document


def test_list_of_goods_takes_the_place_of_the_line_that_refers_to_it():
    lines = tuple(replace(LINE, name=f"*餐饮服务*餐费{place}", spec=f"规格{place}") for place in range(30))
    reference = replace(LINE, name="(详见销货清单)", spec=None, unit=None, quantity=None, price=None)
    printed = an_older(lines=(reference,))
    pages = [tickets.list_of_goods(printed, lines[:16], page=1, pages=2),
             tickets.list_of_goods(printed, lines[16:], page=2, pages=2)]  # fmt: skip
    assert read(printed, *older(printed), *pages) == replace(printed, lines=lines)


TICKET = {"amount": None, "lines": (), "remark": None, "drawer": None}
RAIL = a_document(**TICKET, kind="51", number="26119122537000504214", seller=Party(), tax=None, total=D("553.00"),
                  without=frozenset({"seller"}))  # fmt: skip


@pytest.mark.parametrize("ways", [{}, {"seal": False}, {"refund": True}, {"original": False}], ids=str)
def test_railway_ticket_is_read_and_its_journey_kept(ways):
    found = read(RAIL, tickets.railway(RAIL, **ways))
    journey = {"TravelDate": "2026-07-02", "TrainNumber": "G1281", "DepartureStation": "北京南",
               "DestinationStation": "上海虹桥"}  # fmt: skip
    assert found == replace(RAIL, special={"Railway": journey})


def test_reversed_railway_ticket_names_the_original():
    reversed_ = replace(RAIL, total=D("-553.00"))
    found = read(reversed_, tickets.railway(reversed_))
    assert (found.number, found.red, found.red_of, found.total) == (RAIL.number, True, tickets.ORIGINAL, D("-553.00"))


def test_air_itinerary_is_read():
    airline = Party(name="示例航空有限公司")
    document = a_document(**TICKET, kind="61", tax=D("92.62"), total=D("1171.79"), seller=airline)
    assert read(document, tickets.air(document)) == document


@pytest.mark.parametrize("make_form", [digital, older])
def test_toll_invoice_is_read_with_plate_and_days(make_form):
    line = replace(LINE, name="*经营租赁*通行费", spec=None, unit=None, quantity=None, price=None)
    document = (a_document if make_form is digital else an_older)(lines=(line,))
    document = replace(document, kind="14" if make_form is older else "82")
    (sheet,) = make_form(replace(document, lines=()), code=False, head=False)
    tickets.toll_goods(sheet, document)
    toll = {"PlateNumber": "京A12345", "VehicleType": "客车", "StartDatesOfPassage": "20260901",
            "EndDatesOfPassage": "20260930"}  # fmt: skip
    assert read(document, sheet) == replace(document, special={"Toll": toll})


@pytest.mark.parametrize(
    ("printed", "warning"),
    [
        ({"total": D("107.00")}, "total: QR 106.00 ≠ 107.00"),
        ({"number": "26112000000099900022"}, f"number: QR {make.NUMBER} ≠ 26112000000099900022"),
    ],
)
def test_print_that_the_qr_code_contradicts_is_a_warning(printed, warning):
    document = a_document()
    (sheet,) = digital(replace(document, **printed))
    sheet.codes = digital(document)[0].codes
    assert read(document, sheet).warnings == (warning,)


def test_figures_that_the_capitals_contradict_are_a_warning():
    document = a_document()
    (sheet,) = digital(document, code=False)
    sheet.texts = [(x, y, text.replace("￥106.00", "￥105.00"), *rest) for x, y, text, *rest in sheet.texts]
    found = read(document, sheet)
    assert (found.total, found.warnings) == (D("105.00"), ("total: 105.00 ≠ 壹佰零陆圆整",))
