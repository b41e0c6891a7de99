"""Messages for programs."""
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from invoice_portal.accounts.access import current_operator

from .models import Notice
from .notices import notices_of
from .paging import page_of
from .wording import body_of, title_of


class MessageSerializer(serializers.ModelSerializer):
    """A notice with its words in the language of the request."""

    title = serializers.SerializerMethodField()
    text = serializers.SerializerMethodField()

    class Meta:
        model = Notice
        fields = ["id", "kind", "title", "text", "params", "link", "created_at", "read_at"]

    def get_title(self, notice: Notice) -> str:
        return title_of(notice)

    def get_text(self, notice: Notice) -> str:
        return body_of(notice)


class MessagesView(APIView):
    """The taxpayer's messages, newest first. Reading them here does not mark them as read."""

    @extend_schema(
        parameters=[OpenApiParameter("cursor", OpenApiTypes.STR)],
        responses=inline_serializer(
            "MessagePage",
            {"results": MessageSerializer(many=True), "next": serializers.CharField(allow_null=True)},
        ),
    )
    def get(self, request: Request) -> Response:
        page = page_of(notices_of(current_operator(request)), request.query_params.get("cursor", ""))
        return Response({"results": MessageSerializer(page.rows, many=True).data, "next": page.next_cursor})
