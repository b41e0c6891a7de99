"""Photographs and scans are read by the QR codes in them."""
import io
import zlib
from decimal import Decimal

import pytest
from PIL import Image

from lookup.reading import Unreadable, read_bytes
from tests import documents as make

from .pictures import DIGITAL, OLDER, encoded, page, photograph


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_picture_of_each_kind_is_read(kind):
    (document,) = read_bytes(encoded(page(DIGITAL), kind))
    assert (document.format, document.kind, document.number) == ("image", "81", make.NUMBER)
    assert document.total == Decimal("113.00")
    assert document.seller.name is None


@pytest.mark.parametrize(
    "conditions",
    [
        {"angle": 7}, {"angle": 33}, {"angle": 45}, {"angle": 137}, {"lean": 0.5}, {"lean": 1, "angle": 10},
        {"noise": 12, "blur": 0.6, "light": 0.8}, {"noise": 25, "scale": 6}, {"blur": 2, "light": 0.4, "scale": 6},
        {"scale": 2, "angle": 20}, {"noise": 25, "lean": 0.5, "angle": 33},
    ],
)  # fmt: skip
def test_photograph_in_bad_conditions_is_read(conditions):
    (document,) = read_bytes(encoded(photograph(**conditions), "JPEG", quality=85))
    assert document.number == make.NUMBER


def test_orientation_kept_beside_the_pixels_is_respected():
    exif = Image.Exif()
    exif[0x0112] = 6
    (document,) = read_bytes(encoded(page(DIGITAL), "JPEG", exif=exif))
    assert document.number == make.NUMBER


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "LA", "P", "CMYK", "1", "I;16"])
def test_picture_of_any_colours_is_read(mode):
    picture = page(DIGITAL)
    if mode == "I;16":
        picture = picture.convert("I").point(lambda level: level * 256).convert("I;16")
    else:
        picture = picture.convert("RGB").convert(mode) if mode != "LA" else picture.convert("LA")
    (document,) = read_bytes(encoded(picture, "JPEG" if mode == "CMYK" else "PNG"))
    assert document.number == make.NUMBER


def test_black_on_transparent_is_read():
    clear = Image.new("RGBA", (600, 600), (0, 0, 0, 0))
    ink = page(DIGITAL, size=(600, 600)).point(lambda level: 255 - level)
    clear.paste((0, 0, 0, 255), (0, 0), ink)
    (document,) = read_bytes(encoded(clear))
    assert document.number == make.NUMBER


def test_codes_of_other_things_are_passed_over():
    (document,) = read_bytes(encoded(page("https://example.org/", OLDER)))
    assert (document.code, document.number) == ("011002000111", "07009901")


def test_two_invoices_in_one_picture_are_two_documents():
    other = DIGITAL.replace(make.NUMBER, "26112000000099900022")
    assert {document.number for document in read_bytes(encoded(page(DIGITAL, other)))} == {
        make.NUMBER, "26112000000099900022",
    }  # fmt: skip


def bomb(side) -> bytes:
    """A PNG of a few KB that claims to have side × side pixels."""
    data = bytearray(encoded(Image.new("L", (64, 64))))
    data[16:24] = side.to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (encoded(page()), "没有找到发票的二维码"),
        (encoded(page("https://example.org/")), "没有找到发票的二维码"),
        # WeasyPrint, once loaded, has Pillow show of a torn picture what there is.
        (encoded(page(DIGITAL))[:200], "已损坏|没有找到"),
        (b"\xff\xd8\xff" + bytes(100), "已损坏"),
        (bomb(50_000), "尺寸太大"),
        (bomb(8_000), "尺寸太大"),
    ],
    ids=["no code", "other code", "torn", "damaged", "huge", "large"],
)
def test_picture_that_cannot_be_read_says_why(data, why):
    with pytest.raises(Unreadable, match=why):
        read_bytes(data)


def test_gif_is_no_document():
    held = io.BytesIO()
    page(DIGITAL).save(held, "GIF")
    with pytest.raises(Unreadable, match="不是可识别的发票文件"):
        read_bytes(held.getvalue())
