"""The index of a zip: one row for each invoice, with the name of its file, or that it has none."""
from collections.abc import Sequence

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from invoice_portal.papers.codes import grouped
from lookup.access import SIDES, side_of
from lookup.cells import head_cell, text_cell
from lookup.kinds import kind_words
from lookup.models import Export, Invoice
from lookup.status import status_of, words_of

_WIDTHS = (6, 52, 14, 23, 28, 12, 30, 21, 30, 21, 14, 14, 14, 10, 12, 22, 24)


class Index:
    """Takes rows while the zip is written; openpyxl keeps them on disk and not in memory."""

    def __init__(self, export: Export):
        self.export, self.rows = export, 0
        self.book = Workbook(write_only=True)
        self.sheet = self.book.create_sheet(_("发票清单"))
        for at, width in enumerate(_WIDTHS):
            self.sheet.column_dimensions[chr(ord("A") + at)].width = width
        self.sheet.freeze_panes = "C2"
        self.sheet.append([head_cell(self.sheet, word) for word in _header()])

    def add(self, invoice: Invoice, name: str, code: str) -> None:
        """Write the row of an invoice; ``name`` is empty if it has no file."""
        self.rows += 1
        texts = [
            name, invoice.code, invoice.number, kind_words(invoice.kind), invoice.issue_date.isoformat(),
            invoice.seller_name.name if invoice.seller_name else "", invoice.seller.tax_id if invoice.seller else "",
            invoice.buyer_name.name if invoice.buyer_name else "", invoice.buyer.tax_id if invoice.buyer else "",
        ]  # fmt: skip
        after = [
            words_of(status_of(invoice)).label, SIDES[side_of(self.export.operator, invoice)], grouped(code),
            "" if name else _("PDF 未能生成，请在发票页重试"),
        ]  # fmt: skip
        figures = [self._figure(value) for value in (invoice.amount, invoice.tax, invoice.total)]
        self.sheet.append([self.rows, *self._texts(texts), *figures, *self._texts(after)])

    def close(self, file) -> None:
        """Add as of when it holds, and write the workbook."""
        self.sheet.append([])
        as_of, verify = timezone.localtime(), f"{settings.PUBLIC_URL.rstrip('/')}/verify/"
        said = _("截至 %(at)s 的记录。核验：%(address)s") % {"at": f"{as_of:%Y-%m-%d %H:%M}", "address": verify}
        self.sheet.append(["", text_cell(self.sheet, said)])
        self.book.save(file)

    def _texts(self, texts: Sequence[object]) -> list[WriteOnlyCell]:
        return [text_cell(self.sheet, text) for text in texts]

    def _figure(self, value) -> WriteOnlyCell:
        cell = WriteOnlyCell(self.sheet, value=value)
        cell.number_format = "#,##0.00"
        return cell


def _header() -> list[str]:
    return [
        _("序号"), _("文件名"), _("发票代码"), _("发票号码"), _("票种"), _("开票日期"), _("销售方名称"),
        _("销售方识别号"), _("购买方名称"), _("购买方识别号"), _("金额"), _("税额"), _("价税合计"), _("状态"),
        _("进项 / 销项"), _("核验码"), _("备注"),
    ]  # fmt: skip
