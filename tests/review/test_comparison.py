"""What everyone says of the invoice of a case, side by side, and the other cases that bear on it."""
import re

import pytest

from lookup.intake import take_in
from lookup.models import Entry
from lookup.sources import register_source, span_of
from tests.documents import LINE
from tests.factories import OperatorFactory, StaffFactory
from tests.login import login_staff

from .cases import held_by, in_review, png, recorded, submitted
from .test_case_page import address, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, clerk):
    return login_staff(client, clerk.staff)


@pytest.fixture
def arrive(tmp_path):
    """Let a source deliver this document, loose."""

    def arrives(data: bytes, region: str = "11") -> Entry:
        source = register_source(code=f"S{region}", name="某来源", region=region, every=span_of("24h"))
        (tmp_path / "came.xml").write_bytes(data)
        take_in([tmp_path / "came.xml"], source)
        return Entry.objects.latest("id")

    return arrives


def shown(desk, case) -> tuple[str, dict]:
    page = desk.get(address(case)).content.decode()
    return page, rows(page)


def test_quarantined_entry_stands_beside_the_claim_and_says_why_it_was_refused(desk, operator, arrive):
    held = held_by(operator)
    entry = arrive(held.xml(total="114.00"))
    assert entry.state == "QUARANTINED"
    page, table = shown(desk, in_review(operator, held))
    assert table["价税合计"] == ["113.00", "≠ 不一致 ✖ 因此被隔离 114.00"]
    assert table["销售方名称"] == [held.seller, held.seller]
    assert "已隔离：金额与税额、价税合计不符" in page
    assert f"/admin/lookup/entry/{entry.pk}/change/" in page


def test_accepted_entry_record_and_evidence_agree_in_quiet(desk, operator, arrive):
    held = held_by(operator)
    arrive(held.xml())
    page, table = shown(desk, in_review(operator, held, reupload=True, files=[held.xml()]))
    assert table["票种"] == ["电子发票（普通发票）"] * 4
    assert table["开票日期"] == [f"{held.day.year}年{held.day.month}月{held.day.day}日"] * 4
    assert "各来源所说一致" in page and "≠" not in page.split('id="compare-title"')[1].split("</section>")[0]


def test_entry_of_a_source_elsewhere_is_shown_without_a_way_there(desk, operator, arrive):
    held = held_by(operator)
    entry = arrive(held.xml(total="114.00"), region="44")
    page, table = shown(desk, in_review(operator, held))
    assert "114.00" in table["价税合计"][1]
    assert f"/admin/lookup/entry/{entry.pk}/" not in page


def test_lines_of_goods_are_compared_and_the_part_that_differs_is_named(desk, operator):
    held = held_by(operator)
    recorded(held)
    lines = (LINE | {"Quantity": "4", "UnPrice": "25"},)
    _page, table = shown(desk, in_review(operator, held, reupload=True, files=[held.xml(lines=lines)]))
    claim, record, evidence = table["明细 1"]
    assert claim == "—" and record.startswith("*餐饮服务*餐费 · 2 · 金额 100.00 · 13%")
    assert evidence.startswith("≠ 数量 *餐饮服务*餐费 · 4 项 × 25")


def test_line_that_one_source_lacks_is_a_difference(desk, operator):
    held = held_by(operator)
    recorded(held)
    half = LINE | {"Quantity": "1", "Amount": "50.00", "ComTaxAm": "6.50"}
    _page, table = shown(desk, in_review(operator, held, reupload=True, files=[held.xml(lines=(half, half))]))
    assert table["明细 2"][1] == "≠ 没有这一行 —"


def test_columns_that_say_nothing_are_left_out(desk, operator):
    page, table = shown(desk, in_review(operator))
    assert all(len(cells) == 1 for cells in table.values())
    assert "来源条目" not in page


def related(page: str) -> str:
    return re.sub(r"<[^>]+>", " ", page.split('id="related-title"')[1].split("</section>")[0])


def test_other_cases_of_invoice_file_and_taxpayer_are_shown_but_no_drafts(desk, operator):
    held, partner = held_by(operator), OperatorFactory()
    photo = png(77)
    case = in_review(operator, held, files=[photo])
    same_taxpayer = submitted(operator)
    same_file = submitted(partner, held_by(partner), files=[photo])
    text = related(desk.get(address(case)).content.decode())
    assert same_taxpayer.reference in text and same_file.reference in text
    assert case.reference not in text
    assert text.index("同一份材料") < text.index(same_file.reference) < text.index("同一纳税人")


def test_cases_of_other_regions_are_counted_where_they_warn_and_else_left_out(desk, operator):
    photo, partner = png(78), OperatorFactory()
    case = in_review(operator, files=[photo])
    far_file = submitted(partner, held_by(partner, region="44"), files=[photo])
    far_taxpayer = submitted(operator, held_by(operator, region="44"))
    page = desk.get(address(case)).content.decode()
    assert far_file.reference not in related(page) and far_taxpayer.reference not in page
    assert "另有 1 件由其他地区受理" in related(page)
    everywhere = login_staff(desk, StaffFactory())
    text = related(everywhere.get(address(case)).content.decode())
    assert far_file.reference in text and far_taxpayer.reference in text
