"""Evidence as clerks see it: pictures made anew, and the file itself only to save."""
import hashlib
import io

import pikepdf
import pytest
from django.core.files.storage import default_storage
from PIL import Image

from resubmission.picturing.drawing import LARGE, MOST_PAGES
from resubmission.picturing.making import make
from tests.documents import digital_ofd
from tests.factories import StaffFactory
from tests.login import login_staff

from .cases import held_by, in_review, png
from .test_case_page import address

pytestmark = pytest.mark.django_db


def photo(kind: str, size=(60, 40), **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, kind, **options)
    return out.getvalue()


def pdf(*sizes) -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    for size in sizes or ((595, 842),):
        made.add_blank_page()
        made.pages[-1].MediaBox = [0, 0, *size]
    made.save(out)
    return out.getvalue()


@pytest.fixture
def desk(client, clerk):
    return login_staff(client, clerk.staff)


@pytest.fixture
def preview(desk, operator):
    """Upload one file; return the case, and what is shown of it."""

    def ask(data: bytes):
        case = in_review(operator, files=[data])
        make(str(case.evidence.get().pk))
        item = desk.get(address(case)).context["evidence"][0]
        return item["address"], [desk.get(page["large"]) for page in item["pages"]]

    return ask


def picture(answer) -> Image.Image:
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    image = Image.open(io.BytesIO(answer.content))
    image.load()
    return image


@pytest.mark.parametrize(
    "data", [photo("PNG"), photo("JPEG"), photo("WEBP"), pdf()], ids=["png", "jpeg", "webp", "pdf"]
)
def test_file_is_shown_as_one_picture_that_nothing_can_run(preview, data):
    _file, (answer,) = preview(data)
    assert picture(answer).format == "JPEG"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"] and "no-store" in answer["Cache-Control"]


def test_every_page_of_a_pdf_is_shown_up_to_a_limit(preview):
    _file, pages = preview(pdf(*[(200, 300)] * (MOST_PAGES + 2)))
    assert [picture(page).size for page in pages] == [(800, 1200)] * MOST_PAGES


def test_photograph_stands_upright_small_and_without_where_it_was_taken(preview):
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera"
    exif.get_ifd(0x8825)[1] = "N"
    _file, (answer,) = preview(photo("JPEG", (3000, 2000), exif=exif))
    shown = picture(answer)
    assert shown.size == (LARGE * 2 // 3, LARGE)
    assert not shown.getexif() and b"Camera" not in answer.content
    assert set(shown.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("size", [(14000, 14000), (14000, 3), (3, 14000), (0.01, 14000), (10**8, 10**8)])
def test_page_of_any_shape_never_makes_a_huge_picture(preview, size):
    _file, pages = preview(pdf(size))
    for page in pages:
        assert page.status_code in (200, 404)
        if page.status_code == 200:
            assert max(picture(page).size) <= LARGE


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", photo("PNG", (400, 300), compress_level=0)[:900]])
def test_damaged_picture_breaks_nothing(desk, operator, data):
    case = in_review(operator, files=[photo("PNG", (400, 300))])
    file = case.evidence.get()
    with default_storage.open(file.name, "wb") as stored:
        stored.write(data)
    case.evidence.update(digest=hashlib.sha256(data).hexdigest())
    make(str(file.pk))
    page = desk.get(address(case))
    assert (page.status_code, page.context["evidence"][0]["shown"].failed) == (200, True)
    assert "不能显示为图片" in page.content.decode()
    assert desk.get(address(case, f"evidence/{file.pk}/1/")).status_code == 404


@pytest.mark.parametrize("kind", ["xml", "ofd"])
def test_structured_files_have_no_picture(preview, operator, kind):
    data = {"xml": held_by(operator).xml(), "ofd": digital_ofd()}[kind]
    _file, pages = preview(data)
    assert pages == []


@pytest.mark.parametrize("page", [0, 2, 10**9])
def test_page_that_is_not_there_is_not_found(desk, operator, page):
    case = in_review(operator)
    make(str(case.evidence.get().pk))
    assert desk.get(address(case, f"evidence/{case.evidence.get().pk}/{page}/")).status_code == 404


@pytest.mark.parametrize("data", [photo("PNG"), pdf(), b"<a/>"], ids=["png", "pdf", "xml"])
def test_file_itself_is_an_attachment_that_nothing_can_run(desk, preview, data):
    address_, _pages = preview(data)
    answer = desk.get(address_)
    assert (answer.content, answer["Content-Type"]) == (data, "application/octet-stream")
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"] and "no-store" in answer["Cache-Control"]


def test_name_of_a_file_cannot_add_a_header(desk, operator):
    case = in_review(operator)
    case.evidence.update(original_name='a"\r\nX-Evil: 1.png')
    answer = desk.get(address(case, f"evidence/{case.evidence.get().pk}/"))
    assert answer.status_code == 200
    assert "X-Evil" not in answer.headers


def test_altered_file_is_not_given_out(desk, operator):
    case = in_review(operator)
    file = case.evidence.get()
    make(str(file.pk))
    with default_storage.open(file.pictures.get().large, "wb") as stored:
        stored.write(b"other")
    case.evidence.update(digest="0" * 64)
    assert desk.get(address(case, f"evidence/{file.pk}/")).status_code == 410
    assert desk.get(address(case, f"evidence/{file.pk}/1/")).status_code == 404
    assert desk.get(address(case, f"evidence/{file.pk}/1/?small")).status_code == 200


def test_file_of_one_case_is_not_found_under_another(desk, operator):
    case, other = in_review(operator), in_review(operator, files=[png(3)])
    file = other.evidence.get()
    make(str(file.pk))
    for ending in ("", "1/"):
        assert desk.get(address(case, f"evidence/{file.pk}/{ending}")).status_code == 404


@pytest.mark.parametrize(("who", "status"), [({"role": "SUPPORT"}, 403), ({"regions": ["44"]}, 404)])
def test_evidence_is_for_those_who_see_the_case(client, operator, who, status):
    case = in_review(operator)
    login_staff(client, StaffFactory(**who))
    for ending in ("", "1/"):
        assert client.get(address(case, f"evidence/{case.evidence.get().pk}/{ending}")).status_code == status
