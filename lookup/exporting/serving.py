"""Hands out a zip: to its owner, if they may still see all that is in it, and if it is what was stored."""
from django.db import transaction
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Operator
from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal
from lookup.access import visible_to
from lookup.models import Download, Export, Invoice
from lookup.storing import opened


def zip_of(export: Export, operator: Operator) -> FileResponse:
    """Return the zip as a download, and note who has which invoice now.

    Raises :class:`Refusal` if it is not made, if the operator may no longer see all of it, or if the file is gone.
    """
    if export.state != Export.State.MADE:
        raise Refusal("not_ready", _("下载包还没有生成完，请稍后再试。"), status=409)
    seen = Invoice.objects.filter(visible_to(operator), pk__in=export.included)
    if seen.count() != len(export.included):
        text = _("生成之后，您对其中部分发票的查看权限有变化，这个下载包不能再下载。请重新生成。")
        raise Refusal("rights_changed", text, status=403)
    file = opened(export.name, export.digest)
    if file is None:
        raise Refusal("export_lost", _("保存的下载包已损坏或缺失，请重新生成。"), status=410)
    _note(export, operator)
    name = _("发票_%(at)s_%(n)d张.zip") % {
        "at": timezone.localtime(export.made_at).strftime("%Y%m%d-%H%M"), "n": len(export.included),
    }  # fmt: skip
    headers = {
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Content-Length": str(export.size),
    }
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip", headers=headers)


def _note(export: Export, operator: Operator) -> None:
    taken = (Download(invoice_id=pk, taxpayer_id=operator.taxpayer_id) for pk in export.included)
    with transaction.atomic():
        Download.objects.bulk_create(taken, ignore_conflicts=True, batch_size=1000)
        Export.objects.filter(pk=export.pk).update(downloaded_at=timezone.now())
        record("export", export.pk, "downloaded", by=operator.person)
