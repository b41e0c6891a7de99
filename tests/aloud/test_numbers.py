"""How what stands on the page is said."""
import pytest

from invoice_portal.support.aloud.numbers import said


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("号码 26112000000000000001。", "号码 二六一一，二零零零，零零零零，零零零零，零零零一。"),
        ("代码 1100194130-00012345", "代码 一一零零，一九四一，三零零零，零一二三，四五"),
        ("税号 91110108MA01ABCD2X", "税号 九一一一，零一零八，MA零一，ABCD，二X"),
        ("开票日期 2026-11-01", "开票日期 二零二六年11月1日"),
        ("截至 2026-11-01 08:05", "截至 二零二六年11月1日 8点5分"),
        ("截至 20:00", "截至 20点"),
        ("价税合计 ¥1,234.50", "价税合计 1234元5角"),
        ("¥0.05", "0元零5分"),
        ("-¥1,000.00", "负1000元"),
        ("¥-12.30", "负12元3角"),
        ("税率 13%", "税率 百分之13"),
        ("共 12,345 张", "共 12345 张"),
        ("热线 12366", "热线 12366"),
        ("第 3 步，共 4 步", "第 3 步，共 4 步"),
    ],
)
def test_chinese_is_said_as_people_say_it(written, spoken):
    assert said(written, "zh-hans") == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Number 26112000000000000001.", "Number 2 6 1 1, 2 0 0 0, 0 0 0 0, 0 0 0 0, 0 0 0 1."),
        ("issued 2026-11-01", "issued November 1, 2026"),
        ("2026-13-01", "2026-13-01"),
        ("total ¥1,234.50", "total 1234.50 yuan"),
        ("¥2,000.00", "2000 yuan"),
        ("13% tax", "13 percent tax"),
        ("at 08:05", "at 08:05"),
    ],
)
def test_english_is_said_as_people_say_it(written, spoken):
    assert said(written, "en") == spoken
