"""Sheets of paper made for tests: texts at places in millimetres, as a PDF with fonts not embedded, or as an OFD."""
import io

import pikepdf
import segno

from tests import documents as make

POINT = 72 / 25.4


class Sheet:
    """One page. Sizes are heights of letters; Latin letters are half as wide as Chinese ones."""

    def __init__(self, width=210, height=140):
        self.width, self.height = width, height
        self.texts: list[tuple] = []
        self.codes: list[tuple] = []

    def text(self, x, top, text, size=3.0, *, turned=False):
        """A text; ``turned``: letters lie on their side, from the top down."""
        if text:
            self.texts.append((x, top, str(text), size, turned))
        return self

    def right(self, x, top, text, size=3.0):
        """A text that ends at x."""
        return self.text(x - width_of(str(text), size), top, text, size)

    def down(self, x, top, text, size=3.0, step=1.2):
        """A word set from the top down, letter under letter."""
        for place, letter in enumerate(text):
            self.text(x, top + place * size * step, letter, size)
        return self

    def code(self, x, top, payload, side=20):
        self.codes.append((x, top, payload, side))
        return self


def width_of(text, size) -> float:
    return sum(size / 2 if letter.isascii() else size for letter in text)


def pdf(*sheets, attached=None, **options) -> bytes:
    """The sheets as a PDF; ``attached``: {name: bytes}, ``options`` for saving."""
    made = pikepdf.new()
    font = made.make_indirect(_font(made))
    for sheet in sheets:
        made.add_blank_page(page_size=(sheet.width * POINT, sheet.height * POINT))
        page = made.pages[-1]
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = made.make_stream(_content(sheet))
    for name, content in (attached or {}).items():
        made.attachments[name] = content
    held = io.BytesIO()
    made.save(held, **options)
    return held.getvalue()


def _font(made):
    """A font that the reader has to have: Chinese in GBK, as older programs write it."""
    system = pikepdf.Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("GB1"), Supplement=2)
    descendant = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType0, BaseFont=pikepdf.Name("/STSong-Light"),
        CIDSystemInfo=system, DW=1000, W=[814, 939, 500, 7716, 7716, 500],
        FontDescriptor=made.make_indirect(pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name("/STSong-Light"), Flags=6, Ascent=880, Descent=-120,
            CapHeight=880, ItalicAngle=0, StemV=93, FontBBox=[-25, -254, 1000, 880],
        )),
    )  # fmt: skip
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=pikepdf.Name("/STSong-Light"),
        Encoding=pikepdf.Name("/GBK-EUC-H"), DescendantFonts=[made.make_indirect(descendant)],
    )  # fmt: skip


def _content(sheet) -> bytes:
    lines = []
    for x, top, text, size, turned in sheet.texts:
        place = (x * POINT, (sheet.height - top - 0.88 * size) * POINT)
        matrix = "0 -1 1 0" if turned else "1 0 0 1"
        lines.append(
            f"BT /F1 {size * POINT:.2f} Tf {matrix} {place[0]:.2f} {place[1]:.2f} Tm <{text.encode('gbk').hex()}> Tj ET"
        )
    for x, top, payload, side in sheet.codes:
        rows = segno.make_qr(payload, error="m").matrix
        step = side / len(rows)
        for y, row in enumerate(rows):
            for column, dark in enumerate(row):
                if dark:
                    corner = ((x + column * step) * POINT, (sheet.height - top - (y + 1) * step) * POINT)
                    lines.append(f"{corner[0]:.3f} {corner[1]:.3f} {step * POINT:.3f} {step * POINT:.3f} re f")
    return "\n".join(lines).encode()


NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd(*sheets, template=False) -> bytes:
    """The sheets as an OFD of printed text only. ``template``: the first sheet is the template of the second."""
    files, media = {}, ""
    for place, sheet in enumerate(sheets, 1):
        objects = "".join(_text_object(*text) for text in sheet.texts)
        for number, (x, top, payload, side) in enumerate(sheet.codes):
            name = f"{place}{number:02}"
            held = io.BytesIO()
            segno.make_qr(payload, error="m").save(held, kind="png", scale=4, border=2)
            files[f"Doc_0/Res/{name}.png"] = held.getvalue()
            media += f'<ofd:MultiMedia ID="{name}"><ofd:MediaFile>{name}.png</ofd:MediaFile></ofd:MultiMedia>'
            objects += f'<ofd:ImageObject ResourceID="{name}" Boundary="{x} {top} {side} {side}"/>'
        under = '<ofd:Template TemplateID="1" ZOrder="Background"/>' if template and place > 1 else ""
        layer = f"<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content>"
        files[f"Doc_0/Page_{place}.xml"] = f"<ofd:Page {NS}>{under}{layer}</ofd:Page>"
    shown = range(2 if template else 1, len(sheets) + 1)
    pages = "".join(f'<ofd:Page ID="{place}" BaseLoc="Page_{place}.xml"/>' for place in shown)
    common = '<ofd:TemplatePage ID="1" BaseLoc="Page_1.xml"/>' if template else ""
    body = "<ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
    resources = "<ofd:DocumentRes>Resources.xml</ofd:DocumentRes>"
    files |= {
        "OFD.xml": f"<ofd:OFD {NS}>{body}</ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NS}><ofd:CommonData>{resources}{common}</ofd:CommonData>"
        f"<ofd:Pages>{pages}</ofd:Pages></ofd:Document>",
        "Doc_0/Resources.xml": f'<ofd:Res {NS} BaseLoc="Res"><ofd:MultiMedias>{media}</ofd:MultiMedias></ofd:Res>',
    }
    return make.zip_of(files)


def _text_object(x, top, text, size, turned) -> str:
    steps = [size / 2 if letter.isascii() else size for letter in text[:-1]]
    even = len(set(steps)) == 1 and len(steps) > 3
    deltas = f"g {len(steps)} {steps[0]}" if even else " ".join(map(str, steps))
    ctm = ' CTM="0 1 -1 0 0 0"' if turned else ""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return (
        f'<ofd:TextObject Boundary="{x} {top} {width_of(text, size) + 1} {size * 1.2}" Size="{size}"{ctm}>'
        f'<ofd:TextCode X="0" Y="{0.88 * size}" DeltaX="{deltas}">{escaped}</ofd:TextCode></ofd:TextObject>'
    )
