"""POST trace/: one question, the answer of design §5. A token is for one taxpayer and never looks further."""
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from invoice_portal.accounts.access import current_operator
from invoice_portal.accounts.idempotency import idempotent
from invoice_portal.accounts.misuse import sources_of
from invoice_portal.refusal import Refusal

from ..access import SIDES
from ..forms import CATEGORIES
from ..status import Status
from ..trace.causes import CODES
from ..trace.form import question_of
from ..trace.gathering.asker import asker_of
from ..trace.pace import ask_paced
from ..trace.wording import answer_json
from .serializers import Problem

_text = {"required": False, "allow_null": True, "allow_blank": True}
QUESTION = inline_serializer(
    "TraceQuestion",
    {name: serializers.CharField(**_text) for name in ("number", "code", "buyer", "seller", "title", "total")}
    | {name: serializers.DateField(required=False, allow_null=True) for name in ("date", "date_from", "date_to")}
    | {
        "side": serializers.ChoiceField(list(SIDES), **_text),
        "category": serializers.ChoiceField(list(CATEGORIES), **_text),
        "status": serializers.ChoiceField(Status.choices, **_text),
    },
)
ANSWER = inline_serializer(
    "TraceAnswer",
    {
        "cause": serializers.ChoiceField(CODES),
        "owner": serializers.ChoiceField(["you", "issuer", "bureau", "system", "nobody"]),
        "as_of": serializers.DateTimeField(),
        "checks": serializers.ListField(child=serializers.DictField()),
        "headline": serializers.CharField(),
        "explanation": serializers.CharField(),
        "evidence": serializers.ListField(child=serializers.DictField()),
        "next": serializers.DictField(),
        "eta": serializers.DictField(allow_null=True),
        "invoice": serializers.DictField(allow_null=True),
        "hidden_by": serializers.ListField(child=serializers.CharField()),
        "suggestion": serializers.CharField(allow_null=True),
        "application": serializers.DictField(allow_null=True),
        "also": serializers.ListField(child=serializers.ChoiceField(CODES)),
    },
)


class TraceView(APIView):
    parser_classes = [JSONParser]

    @extend_schema(
        operation_id="trace", request=QUESTION,
        responses={200: ANSWER, 400: Problem, 401: Problem, 429: Problem},
    )  # fmt: skip
    @idempotent
    def post(self, request: Request) -> Response:
        """Say where an invoice is, and if it is missing, why: exactly one cause, the facts, the one next step."""
        operator = current_operator(request)
        if not isinstance(request.data, dict):
            raise Refusal("invalid_question", "{…}")
        question = question_of(request.data)
        asker = asker_of(operator, look_elsewhere=False)
        return Response(answer_json(ask_paced(asker, question, sources_of(request))))
