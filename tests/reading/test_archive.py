"""Zips are unpacked within limits, whatever they claim."""
import io
import zipfile

import pytest

from lookup.reading import Limits, Unreadable, members, parts, read_bytes
from tests import documents as make


def test_zip_of_documents_gives_each():
    other = "26112000000099900022"
    data = make.zip_of({"a.xml": make.einvoice_xml(), "b.zip": make.zip_of({"c.txt": make.einvoice_xml(other)})})
    assert [document.number for document in read_bytes(data)] == [make.NUMBER, other]
    assert [path for path, _ in parts(data, "in.zip")] == ["in.zip/a.xml", "in.zip/b.zip/c.txt"]


def test_document_that_is_a_zip_is_not_taken_apart():
    ofd = make.zip_of({"OFD.xml": b"<OFD/>", "Doc_0/Document.xml": b"<Document/>"})
    assert list(parts(ofd, "a.ofd")) == [("a.ofd", ofd)]
    assert list(members(make.zip_of({"a": ofd}))) == [("a", ofd)]


@pytest.mark.parametrize(
    ("files", "limits"),
    [
        ({"a": b"1", "b": b"2", "c": b"3"}, Limits(entries=2)),
        ({"a": b"1" * 100, "b": b"2" * 100}, Limits(total=150)),
        ({"a": bytes(1000)}, Limits(member=999)),
        ({"a": bytes(5_000_000)}, Limits()),
        ({"a": make.zip_of({"b": make.zip_of({"c": b"1"})})}, Limits()),
    ],
)
def test_zip_over_a_limit_is_unreadable(files, limits):
    with pytest.raises(Unreadable):
        list(members(make.zip_of(files), limits))


def test_size_declared_too_small_does_not_pass():
    data = bytearray(make.zip_of({"a": bytes(5_000_000)}))
    directory = data.index(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    with pytest.raises(Unreadable):
        read_bytes(bytes(data))


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..\\..\\x.xml"])
def test_member_name_is_only_a_label(name):
    ((path, _),) = members(make.zip_of({name: make.einvoice_xml()}))
    assert ".." not in path
    assert not path.startswith("/")


def test_symlink_is_refused():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        link = zipfile.ZipInfo("link.xml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(Unreadable):
        list(members(held.getvalue()))


def test_encrypted_member_is_refused():
    data = bytearray(make.zip_of({"a.xml": make.einvoice_xml()}))
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(magic) + offset] |= 1
    with pytest.raises(Unreadable):
        list(members(bytes(data)))
