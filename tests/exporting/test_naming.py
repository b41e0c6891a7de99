"""Names that every system can unpack."""
import pytest

from lookup.exporting.naming import LONGEST_BYTES, safe_name, unlike


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("2026-10-03_北京示例公司_26112_106.00", "2026-10-03_北京示例公司_26112_106.00.pdf"),
        ('a<b>c:d"e/f\\g|h?i*j', "abcdefghij.pdf"),
        ("CON", "_CON.pdf"),
        ("nul.tar", "_nul.tar.pdf"),
        ("com1", "_com1.pdf"),
        ("LPT³ ", "_LPT³.pdf"),
        ("console", "console.pdf"),
        ("ends with dots...", "ends with dots.pdf"),
        ("  spaces  ", "spaces.pdf"),
        ("../../etc/passwd", "etcpasswd.pdf"),
        ("new\nline\x00\u202efdp.exe", "newlinefdp.exe.pdf"),
        ("...", "_.pdf"),
        ("e\u0301", "é.pdf"),
    ],
)
def test_what_windows_refuses_is_left_out(stem, name):
    assert safe_name(stem, ".pdf") == name


def test_a_long_name_is_cut_between_letters_and_keeps_its_ending():
    name = safe_name("公司" * 200, ".pdf")
    assert (len(name.encode()) <= LONGEST_BYTES and name.endswith("公司.pdf")) or name.endswith("公.pdf")


def test_names_that_differ_in_capitals_only_are_numbered():
    taken: set[str] = set()
    assert [unlike(name, taken) for name in ("A.pdf", "a.pdf", "a_2.pdf", "A.pdf")] == [
        "A.pdf", "a_2.pdf", "a_2_2.pdf", "A_3.pdf",
    ]  # fmt: skip
