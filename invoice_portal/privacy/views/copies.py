"""A copy of my data: asked for, watched while it is made, taken away."""
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from invoice_portal.accounts.access import operator_required
from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal
from lookup.storing import opened

from ..handing_out import asking
from ..models import DataExport
from ..retention import BY_CODE


@require_POST
@operator_required
def ask_for_copy(request: HttpRequest) -> HttpResponse:
    return redirect("privacy-copy", asking.ask_for_copy(request.operator.person).pk)


@never_cache
@require_safe
@operator_required
def copy(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """Show how far the copy is."""
    export = asking.own_copy(request.operator.person, export_id)
    kept: timedelta = BY_CODE["data_exports"].period
    working = export.state in (DataExport.State.OWED, DataExport.State.MAKING)
    context = {"export": export, "working": working, "expires": export.asked_at + kept}
    return render(request, "privacy/copy.html", context)


@never_cache
@require_safe
@operator_required
def copy_file(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """Hand out the zip, and note that it was taken."""
    export = asking.own_copy(request.operator.person, export_id)
    if export.state != DataExport.State.MADE:
        raise Http404
    file = opened(export.name, export.digest)
    if file is None:
        raise Refusal("copy_lost", _("保存的副本已损坏或缺失，请重新生成。"), status=410)
    with transaction.atomic():
        record("data_export", export.pk, "downloaded", by=request.operator.person)
    name = f"my-data-{timezone.localtime(export.made_at):%Y%m%d}.zip"
    headers = {"Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "private, no-store"}
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip", headers=headers)
