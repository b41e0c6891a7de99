"""Applications as the API gives them."""
from dataclasses import fields

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ..claim import CLAIMED
from ..models import Application, Evidence, Scan
from ..states import APPLICANT, OWNER
from ..submitting import missing_steps
from ..wording import Moment, timeline


class EvidenceRow(serializers.ModelSerializer):
    """One file kept with an application."""

    name = serializers.CharField(source="original_name")
    scan = serializers.ChoiceField(source="scan_state", choices=["", *Scan.State.values], read_only=True)

    class Meta:
        model = Evidence
        fields = ("id", "name", "format", "size", "digest", "uploaded_at", "scan")


class ApplicationRow(serializers.ModelSerializer):
    """One row of a list."""

    state_label = serializers.CharField(source="get_state_display")
    owner = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    class Meta:
        model = Application
        fields = (
            *("id", "reference", "kind", "state", "state_label", "owner", "number", "code", "total", "url"),
            *("created_at", "submitted_at", "decided_at"),
        )

    @extend_schema_field(serializers.ChoiceField(choices=sorted(set(OWNER.values()))))
    def get_owner(self, application: Application) -> str:
        return OWNER[application.state]

    def get_url(self, application: Application) -> str:
        return reverse("application", args=[application.pk])


class ApplicationDetail(ApplicationRow):
    """Everything about one application. ``missing`` says what still keeps it from being submitted."""

    evidence = serializers.SerializerMethodField()
    missing = serializers.SerializerMethodField()
    timeline = serializers.SerializerMethodField()

    class Meta(ApplicationRow.Meta):
        fields = (
            *ApplicationRow.Meta.fields,
            *("claimed", "reason", "explanation", "decision_reason", "evidence", "missing", "timeline"),
        )

    @extend_schema_field(EvidenceRow(many=True))
    def get_evidence(self, application: Application) -> list:
        return EvidenceRow(application.evidence.select_related("scan").order_by("uploaded_at", "id"), many=True).data

    @extend_schema_field(serializers.DictField(child=serializers.CharField()))
    def get_missing(self, application: Application) -> dict:
        return missing_steps(application) if OWNER[application.state] == APPLICANT else {}

    @extend_schema_field(serializers.ListField(child=serializers.DictField()))
    def get_timeline(self, application: Application) -> list:
        # The letter of a step is a row of its own, which a page leads to.
        told = [field.name for field in fields(Moment) if field.name != "letter"]
        return [{name: getattr(moment, name) for name in told} for moment in timeline(application)]


class ApplicationPage(serializers.Serializer):
    results = ApplicationRow(many=True)
    next = serializers.CharField(allow_null=True)


class NewApplication(serializers.Serializer):
    """What a new application may say: its kind, and as much of the invoice and the reason as is known."""

    kind = serializers.ChoiceField(choices=Application.Kind.choices)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=30)
    explanation = serializers.CharField(required=False, allow_blank=True, max_length=2000)

    def get_fields(self) -> dict:
        text = {name: serializers.CharField(required=False, allow_blank=True, allow_null=True, max_length=300)
                for name in CLAIMED if name != "kind"}  # fmt: skip
        # "kind" is the application's here; the invoice's (票种) has a name of its own.
        return super().get_fields() | text | {"invoice_kind": serializers.CharField(required=False, max_length=2)}


class Answer(serializers.Serializer):
    """What the applicant says when submitting again, or why they withdraw."""

    reason = serializers.CharField(required=False, allow_blank=True, max_length=2000)


class Upload(serializers.Serializer):
    file = serializers.FileField()
