"""GET and POST watches/, DELETE watches/<id>/: begun by a number or from a trace, told by notices (messages/)."""
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from invoice_portal.accounts.access import current_operator
from invoice_portal.accounts.idempotency import idempotent
from invoice_portal.accounts.misuse import sources_of
from invoice_portal.paging import page_of

from ..models import Trace, Watch
from ..reading.pasted import LONGEST
from ..trace.earlier import own_trace
from ..trace.form import question_of
from ..trace.gathering.asker import asker_of
from ..trace.pace import ask_paced
from ..watches.adding import add
from ..watches.own import own_watch, own_watches
from ..watches.stopping import stop
from .serializers import Problem


class WatchRow(serializers.ModelSerializer):
    """``told_as`` is the last that is known of it: told by a notice, or seen in the trace it began from."""

    code = serializers.CharField(allow_null=True)
    told_as = serializers.ChoiceField(Watch.Told.choices, allow_null=True)
    trace = serializers.UUIDField(source="trace_id", allow_null=True)

    class Meta:
        model = Watch
        fields = ("id", "number", "code", "issue_date", "state", "told_as", "told_at", "created_at", "trace")

    def to_representation(self, watch: Watch) -> dict:
        """Give null for what is not known, which the row keeps as empty text."""
        return {name: None if value == "" else value for name, value in super().to_representation(watch).items()}


class NewWatch(serializers.Serializer):
    """``trace``: the id of a trace of this taxpayer; or a number, with its code and issue date where known."""

    trace = serializers.UUIDField(required=False, allow_null=True)
    number = serializers.CharField(required=False, allow_blank=True, allow_null=True, max_length=LONGEST)
    code = serializers.CharField(required=False, allow_blank=True, allow_null=True, max_length=200)
    date = serializers.CharField(required=False, allow_blank=True, allow_null=True, max_length=40)


WATCH_PAGE = inline_serializer(
    "WatchPage", {"results": WatchRow(many=True), "next": serializers.CharField(allow_null=True)}
)
_REFUSED = {400: Problem, 401: Problem, 404: Problem, 409: Problem, 429: Problem}


class WatchesView(APIView):
    parser_classes = [JSONParser]

    @extend_schema(
        operation_id="watches_list",
        parameters=[
            OpenApiParameter("ended", bool, description="true: those that were told or stopped"),
            OpenApiParameter("cursor", str, description="`next` of the page before"),
        ],
        responses={200: WATCH_PAGE, 400: Problem, 401: Problem},
    )
    def get(self, request: Request) -> Response:
        """List your watches, newest first, twenty at a time."""
        asked = request.query_params
        rows = own_watches(current_operator(request), ended=asked.get("ended") in ("true", "1"))
        page = page_of(rows, ("created_at", "pk"), asked.get("cursor", ""))
        return Response({"results": WatchRow(page.rows, many=True).data, "next": page.next_cursor})

    @extend_schema(
        operation_id="watches_begin", request=NewWatch, responses={201: WatchRow, 200: WatchRow, **_REFUSED}
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Watch a number that has not arrived: 201, or 200 if it is watched already. What is here is refused (409)."""
        operator = current_operator(request)
        given = NewWatch(data=request.data)
        given.is_valid(raise_exception=True)
        watch, made = add(operator, self._trace(operator, dict(given.validated_data)))
        return Response(WatchRow(watch).data, status=201 if made else 200)

    def _trace(self, operator, given: dict) -> Trace:
        if trace_id := given.pop("trace", None):
            return own_trace(operator, trace_id)
        question = question_of(given)
        return ask_paced(asker_of(operator, look_elsewhere=False), question, sources_of(self.request))


class WatchView(APIView):
    @extend_schema(operation_id="watches_stop", request=None, responses={204: None, 401: Problem, 404: Problem})
    def delete(self, request: Request, watch_id: UUID) -> Response:
        """Stop a watch of yours; once more changes nothing."""
        operator = current_operator(request)
        stop(own_watch(operator, watch_id), by=operator.person)
        return Response(status=204)
