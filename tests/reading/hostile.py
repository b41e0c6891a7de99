"""Files made to harm whoever reads them: each asks for more time or memory than it has any right to."""
import io
import struct
import zipfile
import zlib

import pikepdf

from tests import documents as make

NAME, STREAM = pikepdf.Name, pikepdf.Stream


def deep_xml(depth: int = 200_000) -> bytes:
    return b"<EInvoice>" + b"<a>" * depth + b"</a>" * depth + b"</EInvoice>"


def laughing_xml() -> bytes:
    """Ten entities, each ten of the one before: a billion laughs."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY l0 "lol">{entities}]><EInvoice>&l9;</EInvoice>'.encode()


def prying_xml() -> bytes:
    return b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><EInvoice>&f;</EInvoice>'


def zeros(size: int) -> bytes:
    """Zeros, deflated, without ever holding them."""
    packer = zlib.compressobj(1)
    pieces = [packer.compress(bytes(2**20)) for _ in range(size >> 20)]
    return b"".join([*pieces, packer.flush()])


def bomb_ofd(megabytes: int = 300) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("OFD.xml", "<OFD/>")
        with archive.open("Doc_0/Document.xml", "w", force_zip64=True) as file:
            for _ in range(megabytes):
                file.write(bytes(2**20))
    return held.getvalue()


def nested_zip(depth: int = 30) -> bytes:
    data = make.einvoice_xml()
    for level in range(depth):
        data = make.zip_of({f"{level}.zip": data})
    return data


def huge_png(side: int = 40_000) -> bytes:
    """A picture of 1,600 million pixels, all of them black, in a few megabytes."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + checksum

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zeros((side // 8 + 1) * side)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _saved(pdf: pikepdf.Pdf) -> bytes:
    held = io.BytesIO()
    pdf.save(held, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return held.getvalue()


def _page(content: bytes, **resources) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    page.Contents = STREAM(pdf, content)
    page.Resources = pikepdf.Dictionary(**resources)
    return pdf


def pdf_of_pages_in_a_ring() -> bytes:
    """The tree of pages has itself as a branch."""
    pages = b"".join(b"2 0 R " for _ in range(1000))
    return (
        b"%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
        b"2 0 obj <</Type/Pages/Count 1000/Kids[" + pages + b"]/Parent 2 0 R>> endobj\n"
        b"trailer <</Root 1 0 R/Size 3>>\n%%EOF"
    )


def pdf_that_draws_itself() -> bytes:
    """A form draws itself twice, which doubles at each level."""
    pdf = _page(b"/F Do")
    form = pdf.make_indirect(STREAM(pdf, b"/F Do /F Do", Type=NAME.XObject, Subtype=NAME.Form, BBox=[0, 0, 9, 9]))
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    return _saved(pdf)


def pdf_of_forms_of_forms(levels: int = 12) -> bytes:
    """No ring, but each form draws the next ten times: a billion laughs in drawings."""
    pdf = _page(b"")
    inner = pdf.make_indirect(STREAM(pdf, b"0 0 m 1 1 l S", Type=NAME.XObject, Subtype=NAME.Form, BBox=[0, 0, 9, 9]))
    for _ in range(levels):
        outer = STREAM(pdf, b"/F Do " * 10, Type=NAME.XObject, Subtype=NAME.Form, BBox=[0, 0, 9, 9])
        outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
        inner = pdf.make_indirect(outer)
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
    pdf.pages[0].Contents = STREAM(pdf, b"/F Do")
    return _saved(pdf)


def pdf_of_letters(count: int = 500_000) -> bytes:
    font = pikepdf.Dictionary(Type=NAME.Font, Subtype=NAME.Type1, BaseFont=NAME.Helvetica)
    pdf = _page(b"", Font=pikepdf.Dictionary(A=font))
    text = b"BT /A 9 Tf (" + b"a" * count + b") Tj ET"
    pdf.pages[0].Contents = STREAM(pdf, zlib.compress(text), Filter=NAME.FlateDecode)
    return _saved(pdf)


def pdf_of_brackets(count: int = 500_000) -> bytes:
    return _saved(_page(b"[" * count))


def pdf_with_a_huge_picture(side: int = 40_000) -> bytes:
    pdf = _page(b"600 0 0 800 0 0 cm /I Do")
    picture = STREAM(
        pdf, zeros(side * side // 8), Type=NAME.XObject, Subtype=NAME.Image, Width=side, Height=side,
        BitsPerComponent=1, ColorSpace=NAME.DeviceGray, Filter=NAME.FlateDecode,
    )  # fmt: skip
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=pdf.make_indirect(picture)))
    return _saved(pdf)


def pdf_packed_twice() -> bytes:
    """Zeros deflated, and what came of it deflated again: what unpacks once looks small."""
    pdf = _page(b"")
    packed = zlib.compress(zeros(2_000 * 2**20), 9)
    pdf.pages[0].Contents = STREAM(pdf, packed, Filter=pikepdf.Array([NAME.FlateDecode, NAME.FlateDecode]))
    return _saved(pdf)


def pdf_of_many_pages(count: int = 40_000) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.Root.Pages.Kids = pikepdf.Array([pdf.pages[0].obj] * count)
    pdf.Root.Pages.Count = count
    return _saved(pdf)


#: What each is called in a test's name, and how it is made.
MADE = {
    made.__name__: made
    for made in (
        deep_xml, laughing_xml, prying_xml, bomb_ofd, nested_zip, huge_png,
        pdf_of_pages_in_a_ring, pdf_that_draws_itself, pdf_of_forms_of_forms, pdf_of_letters, pdf_of_brackets,
        pdf_with_a_huge_picture, pdf_packed_twice, pdf_of_many_pages,
    )
}  # fmt: skip
