import pytest

from invoice_portal.accounts import tax_id
from invoice_portal.accounts.names import name_key

GOOD = "91110000600037341L"


@pytest.mark.parametrize("text", ["91110000600037341l", " 9111 0000-6000 37341L\u200b", "９１１10000600037341Ｌ"])
def test_clean_any_way_of_typing_gives_the_stored_form(text):
    assert tax_id.clean(text) == GOOD


@pytest.mark.parametrize(
    "good", [GOOD, "360426199101010071", "110108123456789", "11010819800101123", "36042619910101007101"]
)
def test_problem_valid_id_of_each_kind_is_none(good):
    assert tax_id.problem(good) is None


@pytest.mark.parametrize(
    ("bad", "code", "position"),
    [
        ("", tax_id.EMPTY, None),
        ("9111000060003734", tax_id.LENGTH, None),
        ("9111000060003734L", tax_id.LENGTH, None),
        ("9111O000600037341L", tax_id.CHARACTER, 5),
        ("91110000600O37341L", tax_id.CHARACTER, 12),
        ("Z1110000600037341L", tax_id.CHARACTER, 1),
        ("9111000060003七341L", tax_id.CHARACTER, 14),
        ("91110000600037341M", tax_id.CHECK_DIGIT, 18),
        ("91110000600037431L", tax_id.CHECK_DIGIT, 18),
        ("360426199113010071", tax_id.DATE, 7),
        ("360426199101010072", tax_id.CHECK_DIGIT, 18),
    ],
)
def test_problem_wrong_id_names_where(bad, code, position):
    found = tax_id.problem(bad)
    assert (found.code, found.position) == (code, position)


@pytest.mark.parametrize("odd", ["²" * 18, "٣" * 18, "\x00" * 18, "½" * 15, "91" + "İ" * 16, "a" * 10_000])
def test_problem_foreign_characters_are_named_and_never_raise(odd):
    assert tax_id.problem(tax_id.clean(odd)) is not None


def test_kind_identity_number_is_a_person():
    assert (tax_id.kind("360426199101010071"), tax_id.kind(GOOD)) == ("PERSON", "ENTERPRISE")


def test_name_key_ways_of_writing_one_name_agree():
    assert name_key("示例（北京） Ａbc 公司") == name_key("示例(北京)abc公司") == "示例(北京)ABC公司"
