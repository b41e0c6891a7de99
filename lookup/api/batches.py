"""POST batches/: a ledger to be traced as a whole. GET batches/<id>/: how far it is, and what became of each row."""
import json
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from invoice_portal.accounts.access import current_operator
from invoice_portal.accounts.idempotency import idempotent
from invoice_portal.refusal import Refusal

from ..access import SIDES
from ..detail_words import detail_words
from ..ledger.own import own_api_run
from ..ledger.progress import progress_of
from ..ledger.results import causes_of, rows_page, trace_of
from ..ledger.totals import compared
from ..ledger.uploading import take_in
from ..models import UNREADABLE, LedgerRow, LedgerRun
from ..trace.causes import CODES
from ..trace.wording import answer_json
from .serializers import Problem
from .trace import ANSWER

CLASSES = [*CODES, UNREADABLE]
_UNREAD = (LedgerRun.State.UPLOADED, LedgerRun.State.READING)
FIGURES = inline_serializer(
    "ControlFigures",
    {"count": serializers.IntegerField()} | {name: serializers.CharField() for name in ("amount", "tax", "total")},
)
MONTH = inline_serializer(
    "ControlTotals",
    {
        "side": serializers.ChoiceField([*SIDES, ""]),
        "month": serializers.CharField(help_text="2026-11; empty: the row tells no date."),
        "voided": serializers.BooleanField(help_text="Voided invoices are counted apart."),
        "ties": serializers.BooleanField(help_text="Ledger, records and what was found of them agree to the cent."),
    }
    | {
        name: type(FIGURES)(help_text=words)
        for name, words in {
            "ledger": "The ledger's rows.", "portal": "The portal's records.", "difference": "portal less ledger",
            "tied": "Records that a row has.", "rows": "tied less ledger", "unlisted": "Records that no row has.",
        }.items()
    },
)  # fmt: skip
ROW = inline_serializer(
    "BatchRow",
    {
        "row": serializers.IntegerField(help_text="As the spreadsheet counts, from 1."),
        "asked": serializers.DictField(help_text="In the names of POST trace/."),
        "cause": serializers.ChoiceField(CLASSES),
        "answer": type(ANSWER)(allow_null=True, help_text="As POST trace/ answers; null: the row cannot be read."),
        "problem": serializers.CharField(allow_null=True),
        "repeats": serializers.IntegerField(allow_null=True, help_text="The earlier row with the same invoice."),
    },
)
BATCH = inline_serializer(
    "Batch",
    {
        "id": serializers.UUIDField(),
        "url": serializers.CharField(),
        "state": serializers.ChoiceField(LedgerRun.State.choices),
        "file_name": serializers.CharField(),
        "created_at": serializers.DateTimeField(),
        "finished_at": serializers.DateTimeField(allow_null=True),
        "rows_total": serializers.IntegerField(allow_null=True),
        "rows_done": serializers.IntegerField(),
        "ahead": serializers.IntegerField(help_text="How many batches of yours go first."),
        "error": serializers.CharField(allow_null=True),
        "recognised": serializers.BooleanField(help_text="The bureau's own export."),
        "header": serializers.ListField(child=serializers.CharField()),
        "columns": serializers.DictField(child=serializers.IntegerField()),
        "causes": serializers.DictField(child=serializers.IntegerField()),
        "control_totals": serializers.ListField(child=MONTH),
        "results": serializers.ListField(child=ROW),
        "next": serializers.CharField(allow_null=True),
    },
)
UPLOAD = {
    "multipart/form-data": {
        "type": "object",
        "required": ["file"],
        "properties": {
            "file": {"type": "string", "format": "binary", "description": "XLSX, XLS or CSV, at most 20 MB"},
            "columns": {
                "type": "string",
                "description": 'JSON: {"number": "No.", "total": 4}: field → header word, or index from 0. '
                "What is not told is recognised or guessed; null: there is no such column.",
            },
            "side": {"type": "string", "enum": [*SIDES, ""], "description": "Of rows that do not name you."},
        },
    }
}


class BatchesView(APIView):
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="batches_create", request=UPLOAD,
        responses={202: OpenApiResponse(BATCH, description="Ask Location again after Retry-After seconds."),
                   400: Problem, 401: Problem, 429: Problem},
    )  # fmt: skip
    @idempotent
    def post(self, request: Request) -> Response:
        """Have a ledger traced as a whole; every row is answered as POST trace/ answers."""
        operator = current_operator(request)
        columns, side = _columns(request.data.get("columns")), str(request.data.get("side") or "")
        run = take_in(operator, request.FILES.get("file"), by_api=True, columns=columns, side=side)
        location = request.build_absolute_uri(reverse("api-batch", args=[run.pk]))
        return Response(_batch(run, "", ""), status=202, headers={"Location": location, "Retry-After": "2"})


class BatchView(APIView):
    @extend_schema(
        operation_id="batches_retrieve",
        parameters=[
            OpenApiParameter("cause", str, enum=CLASSES, description="Only rows that ended so"),
            OpenApiParameter("cursor", str, description="`next` of the page before"),
        ],
        responses={200: BATCH, 400: Problem, 401: Problem, 404: Problem},
    )
    def get(self, request: Request, run_id: UUID) -> Response:
        """Tell how far a batch is; rows that are answered, fifty at a time, in the order of the ledger."""
        run = own_api_run(current_operator(request), run_id)
        cause = request.query_params.get("cause", "")
        if cause and cause not in CLASSES:
            raise Refusal("bad_cause", _("没有这个原因。"), fields={"cause": _("没有这个原因。")})
        return Response(_batch(run, cause, request.query_params.get("cursor", "")))


def _columns(text: object) -> dict[str, object]:
    """Return the columns told, or refuse what is no object of names or indexes."""
    if not text:
        return {}
    try:
        told = json.loads(str(text)[:10_000])
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or not all(isinstance(at, str | int | None) for at in told.values()):
        words = _('columns 应为 JSON 对象，例如 {"number": "发票号码", "total": 4}。')
        raise Refusal("bad_columns", words, fields={"columns": words})
    return told


def _batch(run: LedgerRun, cause: str, cursor: str) -> dict:
    page = rows_page(run, cursor, **({"cause": cause} if cause else {"cause__gt": ""}))
    # Before the file is read the columns are what was told, in whatever words.
    columns = {} if run.state in _UNREAD else run.columns
    return {
        "id": str(run.pk), "url": reverse("api-batch", args=[run.pk]), "file_name": run.file_name,
        "created_at": run.created_at, "finished_at": run.finished_at, **progress_of(run),
        "error": detail_words(run.error) or None, "recognised": run.recognised, "header": run.header,
        "columns": columns, "causes": causes_of(run), "control_totals": list(compared(run.totals)),
        "results": [_row(row) for row in page.rows], "next": page.next_cursor,
    }  # fmt: skip


def _row(row: LedgerRow) -> dict:
    read = row.cause != UNREADABLE
    return {
        "row": row.row_number, "asked": row.asked, "cause": row.cause,
        "answer": answer_json(trace_of(row)) if read else None,
        "problem": None if read else detail_words(row.problem), "repeats": row.repeats,
    }  # fmt: skip
