"""Puts sheets, their structure and what goes with them into one PDF/A-3u (ISO 19005-3)."""
from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from xml.sax.saxutils import escape

import pydyf
from PIL import ImageCms

from . import tree
from .sheet import MM, Sheet, fading_name
from .tree import Element
from .type_used import TypeUsed
from .typeface import Typeface

_PRODUCER = "Missing-Invoice Portal"
_METADATA = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    'xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdfaid:part>3</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>'
    '<pdf:Producer>{producer}</pdf:Producer><dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li>'
    "</rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF>"
    '</x:xmpmeta><?xpacket end="r"?>'
)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that the PDF carries as the source of what it shows."""

    name: str
    about: str
    data: bytes


@lru_cache(maxsize=1)
def _colors() -> bytes:
    """Return the profile of the colours that the pages are meant in."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


class Book:
    """Pages of one size in one language; ``title`` and ``author`` name the file."""

    def __init__(self, typeface: Typeface, *, width: float, height: float, title: str, author: str, language: str):
        self.used = TypeUsed(typeface)
        self.root = Element("Document")
        self.title, self.author, self.language = title, author, language
        self._width, self._height = width, height
        self._sheets: list[Sheet] = []
        self._pictures: dict[str, pydyf.Stream] = {}

    def sheet(self) -> Sheet:
        """Begin a page."""
        self._sheets.append(Sheet(len(self._sheets), self._width, self._height, self.used))
        return self._sheets[-1]

    def hold_dots(self, name: str, rows: Sequence[Sequence[int]], scale: int) -> None:
        """Hold a picture of black and white squares, a QR code's; ``scale``: dots a square, so that it stays sharp."""
        lines = []
        for row in rows:
            bits = "".join("0" * scale if dark else "1" * scale for dark in row)
            width = len(bits)
            bits += "1" * (-width % 8)
            lines.append(int(bits, 2).to_bytes(len(bits) // 8) * scale)
        self._pictures[name] = pydyf.Stream([b"".join(lines)], {
            "Type": "/XObject", "Subtype": "/Image", "Width": width, "Height": len(lines) * scale,
            "ColorSpace": "/DeviceGray", "BitsPerComponent": 1,
        }, compress=True)  # fmt: skip

    def pdf(self, attached: Attached | None = None) -> bytes:
        """Return the finished file."""
        pdf = pydyf.PDF()
        resources = self._resources(pdf)
        pages = [self._page(pdf, sheet, resources) for sheet in self._sheets]
        structure = tree.put_into(pdf, self.root, pages)
        pdf.catalog.update({
            "Lang": pydyf.String(self.language), "MarkInfo": pydyf.Dictionary({"Marked": "true"}),
            "StructTreeRoot": structure.reference, "Metadata": self._metadata(pdf), "OutputIntents": self._intent(pdf),
            "ViewerPreferences": pydyf.Dictionary({"DisplayDocTitle": "true"}),
        })  # fmt: skip
        pdf.info.update({
            "Title": pydyf.String(self.title), "Author": pydyf.String(self.author), "Producer": pydyf.String(_PRODUCER),
        })  # fmt: skip
        if attached:
            self._attach(pdf, attached)
        out = io.BytesIO()
        pdf.write(out, version=b"1.7", identifier=True, compress=True)
        return out.getvalue()

    def _resources(self, pdf: pydyf.PDF) -> bytes:
        for picture in self._pictures.values():
            pdf.add_object(picture)
        fading = {opacity for sheet in self._sheets for opacity in sheet.fading}
        resources = pydyf.Dictionary({
            "Font": self.used.put_into(pdf),
            "XObject": pydyf.Dictionary({name: picture.reference for name, picture in self._pictures.items()}),
            "ExtGState": pydyf.Dictionary(
                {fading_name(opacity): pydyf.Dictionary({"ca": opacity, "CA": opacity}) for opacity in fading}
            ),
        })  # fmt: skip
        pdf.add_object(resources)
        return resources.reference

    def _page(self, pdf: pydyf.PDF, sheet: Sheet, resources: bytes) -> pydyf.Dictionary:
        content = pydyf.Stream([sheet.content], compress=True)
        pdf.add_object(content)
        box = pydyf.Array([0, 0, round(self._width * MM, 3), round(self._height * MM, 3)])
        page = pydyf.Dictionary({
            "Type": "/Page", "Parent": pdf.pages.reference, "MediaBox": box, "Resources": resources,
            "Contents": content.reference, "StructParents": sheet.number, "Tabs": "/S",
        })  # fmt: skip
        pdf.add_page(page)
        return page

    def _metadata(self, pdf: pydyf.PDF) -> bytes:
        said = _METADATA.format(producer=_PRODUCER, title=escape(self.title), author=escape(self.author))
        stream = pydyf.Stream([said.encode()], {"Type": "/Metadata", "Subtype": "/XML"})
        pdf.add_object(stream)
        return stream.reference

    def _intent(self, pdf: pydyf.PDF) -> pydyf.Array:
        profile = pydyf.Stream([_colors()], {"N": 3}, compress=True)
        pdf.add_object(profile)
        name = pydyf.String("sRGB")
        intent = pydyf.Dictionary({
            "Type": "/OutputIntent", "S": "/GTS_PDFA1", "OutputConditionIdentifier": name, "Info": name,
            "DestOutputProfile": profile.reference,
        })  # fmt: skip
        return pydyf.Array([intent])

    def _attach(self, pdf: pydyf.PDF, attached: Attached) -> None:
        day = pydyf.String(f"D:{datetime.now(UTC):%Y%m%d%H%M%S}Z")
        digest = hashlib.md5(attached.data, usedforsecurity=False).hexdigest()
        file = pydyf.Stream([attached.data], {
            "Type": "/EmbeddedFile", "Subtype": "/text#2fxml",
            "Params": pydyf.Dictionary({"Size": len(attached.data), "ModDate": day, "CheckSum": f"<{digest}>"}),
        }, compress=True)  # fmt: skip
        pdf.add_object(file)
        name = pydyf.String(attached.name)
        entry = pydyf.Dictionary({
            "Type": "/Filespec", "F": name, "UF": name, "Desc": pydyf.String(attached.about),
            "AFRelationship": "/Source", "EF": pydyf.Dictionary({"F": file.reference, "UF": file.reference}),
        })  # fmt: skip
        pdf.add_object(entry)
        pdf.catalog["AF"] = pydyf.Array([entry.reference])
        pdf.catalog["Names"] = pydyf.Dictionary(
            {"EmbeddedFiles": pydyf.Dictionary({"Names": pydyf.Array([name, entry.reference])})}
        )
