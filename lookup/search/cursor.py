"""Where the next page begins: opaque and signed, so that nobody builds one by hand."""
from datetime import date

from django.core import signing
from django.utils.translation import gettext as _

from invoice_portal.refusal import Refusal

_SIGNER = signing.Signer(salt="lookup.search.cursor")


def encode(issue_date: date, invoice_id: int) -> str:
    """Name the last row shown."""
    return _SIGNER.sign_object([issue_date.isoformat(), invoice_id])


def decode(cursor: str) -> tuple[date, int]:
    """Return the (date, id) of the last row shown, or refuse."""
    try:
        issued, invoice_id = _SIGNER.unsign_object(cursor)
        return date.fromisoformat(issued), int(invoice_id)
    except (signing.BadSignature, ValueError, TypeError) as error:
        detail = _("翻页位置无效或已损坏，请从第一页重新查询。")
        raise Refusal("bad_cursor", detail, fields={"cursor": detail}) from error
