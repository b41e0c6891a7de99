"""What the file of a roster may look like, and what is no roster."""
import pytest
from django.core.management import CommandError, call_command

from invoice_portal.accounts.models import FormerName, Operator, Taxpayer

from .roster import COLUMNS, A, B, C, classes, row, text_of

CHINESE = ["纳税人识别号", "名称", "操作员代码", "手机号", "权限", "曾用名"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_import_chinese_headings_and_words_in_any_usual_encoding(imported, encoding):
    text = text_of([A, "示例（北京）公司", "01", "１３８０００００００１", "进项；申请", "旧名；老名"], columns=CHINESE)
    assert imported(data=text.encode(encoding))["opened"] == 1
    operator = Operator.objects.select_related("taxpayer", "person").get()
    assert operator.taxpayer.name == "示例（北京）公司"
    assert (operator.sees_purchases, operator.sees_sales, operator.may_apply) == (True, False, True)
    assert operator.person.phone == "13800000001"
    assert sorted(FormerName.objects.values_list("name", flat=True)) == ["旧名", "老名"]


@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_import_other_separators_of_spreadsheets(imported, delimiter):
    text = text_of(row(scopes="purchases"), columns=COLUMNS).replace(",", delimiter)
    assert imported(data=text.encode())["opened"] == 1


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_import_any_line_end_and_blank_lines(imported, end):
    lines = text_of(row(), row(B, "乙公司")).splitlines()
    report = imported(data=end.join([lines[0], "", lines[1], ",,,,", lines[2], ""]).encode())
    assert [told["line"] for told in report["rows"]] == [3, 5]
    assert report["opened"] == 2


def test_import_formula_cells_are_text(imported):
    report = imported(row(name='=HYPERLINK("http://x.invalid","甲")'), row(B, phone="=1+1"), row("=A1"))
    assert classes(report) == ["opened", "refused", "refused"]
    assert Taxpayer.objects.get(tax_id=A).name == '=HYPERLINK("http://x.invalid","甲")'


def test_import_open_quote_spoils_its_own_row_only(imported):
    lines = text_of(row(), row(B, "乙公司"), row(C, "丙公司")).splitlines()
    lines[2] = lines[2].replace("乙公司", '"乙公司')
    report = imported(data="\n".join(lines).encode())
    assert classes(report) == ["opened", "refused", "opened"]
    assert "引号" in report["rows"][1]["reason"]


def test_import_row_with_too_many_cells_is_refused(imported):
    report = imported([*row(), "x"], row(B, "乙公司"))
    assert classes(report) == ["refused", "opened"]


def test_import_unknown_columns_are_told_and_left_unread(imported):
    report = imported([*row(), "随便"], columns=[*COLUMNS, "备注"])
    assert (report["opened"], report["ignored_columns"]) == (1, ["备注"])


@pytest.mark.parametrize("heading", ["password", "初始密码", "登录口令"])
def test_import_file_with_passwords_is_refused_whole(imported, heading):
    with pytest.raises(CommandError, match="密码"):
        imported([*row(), "secret-123456"], columns=[*COLUMNS, heading])
    assert not Taxpayer.objects.exists()


@pytest.mark.parametrize("missing", ["tax_id", "name", "operator", "phone", "scopes"])
def test_import_file_without_a_needed_column_is_refused_whole(imported, missing):
    columns = ["x" if column == missing else column for column in COLUMNS]
    with pytest.raises(CommandError, match="缺少"):
        imported(row(), columns=columns)
    assert not Taxpayer.objects.exists()


NO_ROSTER = [b"", b"\n\n", b"\x89PNG\r\n\x1a\n\x00\x00", b"PK\x03\x04rest", b"\xff\xff", b"a,b\n1,2\n", b'"open,x\n']


@pytest.mark.parametrize("data", NO_ROSTER)
def test_import_what_is_no_roster_is_refused_in_one_line(imported, data):
    with pytest.raises(CommandError) as error:
        imported(data=data)
    assert len(str(error.value).splitlines()) == 1


def test_import_missing_file_and_folder_are_refused_in_one_line(db, tmp_path):
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(CommandError) as error:
            call_command("import_taxpayers", str(path))
        assert len(str(error.value).splitlines()) == 1
