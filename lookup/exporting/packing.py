"""Writes the zip as it goes out, one PDF in memory at a time."""
import tempfile
import time
import zipfile
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from invoice_portal.papers.models import Paper
from lookup.access import visible_to
from lookup.models import Export, Invoice, PdfFile
from lookup.pdf.serving import file_name
from lookup.storing import load

from .claim import tell
from .gathering import TOLD_EVERY, make_one
from .naming import safe_name, unlike
from .table import Index

_AT_ONCE = 100
_PARTIES = ("seller", "buyer", "seller_name", "buyer_name")


class Packer:
    """The zip of an export, piece by piece; afterwards ``included`` are the ids in it, ``without`` has no file."""

    def __init__(self, export: Export, ids: list[int]):
        self.export, self.ids = export, ids
        self.included: list[int] = []
        self.without = 0
        self._taken: set[str] = set()
        self._told = time.monotonic()

    def pieces(self) -> Iterator[bytes]:
        """Yield the zip. Raises :class:`.claim.Lost` if another worker has taken over."""
        out, index = _Outlet(), Index(self.export)
        # A little compressed, and not merely stored: what is written as a stream, some programs only read so.
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for invoice, data, code in self._files():
                name = ""
                if data is None:
                    self.without += 1
                else:
                    name = unlike(safe_name(file_name(invoice).removesuffix(".pdf"), ".pdf"), self._taken)
                    archive.writestr(_entry(name), data)
                    self.included.append(invoice.pk)
                index.add(invoice, name, code)
                yield out.taken()
                self._tell()
            with tempfile.TemporaryFile() as file:
                index.close(file)
                file.seek(0)
                archive.writestr(_entry(unlike(safe_name(f"00_{_('发票清单')}", ".xlsx"), self._taken)), file.read())
        yield out.taken()

    def _files(self) -> Iterator[tuple[Invoice, bytes | None, str]]:
        """Yield each invoice with its PDF, or None, and the code that stands on it."""
        for start in range(0, len(self.ids), _AT_ONCE):
            part = self.ids[start : start + _AT_ONCE]
            seen = Invoice.objects.filter(visible_to(self.export.operator), pk__in=part).select_related(*_PARTIES)
            invoices = seen.defer("lines", "remark", "special", "contacts").in_bulk()
            files = PdfFile.objects.in_bulk(part)
            papers = Paper.objects.filter(digest__in=[file.digest for file in files.values() if file.digest])
            codes = dict(papers.values_list("digest", "code"))
            for pk in part:
                if pk in invoices:
                    data, digest = _pdf_of(invoices[pk], files.get(pk))
                    yield invoices[pk], data, codes.get(digest, "") if data else ""

    def _tell(self) -> None:
        if time.monotonic() - self._told > TOLD_EVERY:
            tell(self.export)
            self._told = time.monotonic()


def _pdf_of(invoice: Invoice, file: PdfFile | None) -> tuple[bytes | None, str]:
    """Return the PDF and its digest; one that has gone since it was made is made again."""
    if file and (data := _loaded(file, invoice)):
        return data, file.digest
    make_one(invoice.pk, again=bool(file and file.state == PdfFile.State.MADE))
    file = PdfFile.objects.get(pk=invoice.pk)
    return _loaded(file, invoice), file.digest


def _loaded(file: PdfFile, invoice: Invoice) -> bytes | None:
    if file.state != PdfFile.State.MADE or file.version < invoice.version:
        return None
    return load(file.name, file.digest)


def _entry(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, timezone.localtime().timetuple()[:6])
    made.compress_type, made.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    return made


class _Outlet:
    """A file that zipfile writes to and cannot go back in; what was written is taken away piece by piece."""

    def __init__(self):
        self._written: list[bytes] = []

    def write(self, data) -> int:
        self._written.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        pass

    def taken(self) -> bytes:
        data = b"".join(self._written)
        self._written.clear()
        return data
