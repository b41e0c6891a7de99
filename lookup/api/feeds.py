"""POST feeds/: a zip of batches from a source, read by the worker. GET: what became of it."""
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from ..feed.posting import take
from ..models import Entry, PostedFeed
from .serializers import Problem
from .source_token import IsSource, SourceAuthentication

_ENTRY = inline_serializer(
    "FeedEntry",
    {
        "path": serializers.CharField(),
        "number": serializers.CharField(help_text="As far as it could be read, else empty."),
        "reason": serializers.ChoiceField(Entry.Reason.values),
        "field": serializers.CharField(),
        "detail": serializers.CharField(),
    },
)
_COUNTS = ("read", "accepted", "quarantined", "unchanged", "announced", "changes")
_BATCH = inline_serializer(
    "FeedBatch",
    {
        "path": serializers.CharField(),
        "source": serializers.CharField(allow_null=True),
        "batch": serializers.IntegerField(allow_null=True),
        "state": serializers.ChoiceField(["READ", "REFUSED", "UNCHANGED"]),
        "detail": serializers.CharField(help_text="Why it was refused whole."),
        **{name: serializers.IntegerField() for name in _COUNTS},
        "entries": serializers.ListField(child=_ENTRY, help_text="What is quarantined, at most 1,000."),
    },
)
FEED = inline_serializer(
    "Feed",
    {
        "id": serializers.UUIDField(),
        "state": serializers.ChoiceField(PostedFeed.State.values),
        "detail": serializers.CharField(help_text="Why it failed."),
        "posted_at": serializers.DateTimeField(),
        "read_at": serializers.DateTimeField(allow_null=True),
        "batches": serializers.ListField(child=_BATCH),
    },
)


class _ForSources(APIView):
    authentication_classes = [SourceAuthentication]
    permission_classes = [IsSource]


class FeedsView(_ForSources):
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="feeds_create", responses={202: FEED, 400: Problem, 401: Problem, 413: Problem, 429: Problem},
        request={"multipart/form-data": {"type": "object", "required": ["file"],
                                         "properties": {"file": {"type": "string", "format": "binary"}}}},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Deliver a zip of one batch or several; ask Location what became of it. The same zip again is the same."""
        feed = take(request.auth, request.FILES.get("file"))
        location = request.build_absolute_uri(reverse("api-feed", args=[feed.pk]))
        return Response(_shown(feed), status=202, headers={"Location": location, "Retry-After": "2"})


class FeedView(_ForSources):
    @extend_schema(operation_id="feeds_retrieve", responses={200: FEED, 401: Problem, 404: Problem})
    def get(self, request: Request, feed_id: UUID) -> Response:
        """Tell what became of a zip that this source posted."""
        feed = PostedFeed.objects.filter(source=request.auth, pk=feed_id).first()
        if feed is None:
            raise Http404
        return Response(_shown(feed))


def _shown(feed: PostedFeed) -> dict:
    kept = {name: getattr(feed, name) for name in ("state", "detail", "posted_at", "read_at", "batches")}
    return {"id": str(feed.pk)} | kept
