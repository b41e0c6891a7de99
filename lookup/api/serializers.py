"""Invoices as the API gives them: the field names of ``read_document``, amounts as text."""
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ..access import SIDES, side_of
from ..models import Invoice
from ..status import Status, status_of


class InvoiceRow(serializers.ModelSerializer):
    """One row of a list."""

    code = serializers.CharField(allow_null=True)
    kind = serializers.CharField(allow_null=True)
    seller_tax_id = serializers.CharField(source="seller.tax_id", default=None, allow_null=True)
    seller_name = serializers.CharField(source="seller_name.name", default=None, allow_null=True)
    buyer_tax_id = serializers.CharField(source="buyer.tax_id", default=None, allow_null=True)
    buyer_name = serializers.CharField(source="buyer_name.name", default=None, allow_null=True)
    status = serializers.SerializerMethodField()
    side = serializers.SerializerMethodField()
    category = serializers.SerializerMethodField()
    downloaded = serializers.BooleanField()
    url = serializers.SerializerMethodField()
    pdf_url = serializers.SerializerMethodField()

    class Meta:
        model = Invoice
        fields = (
            *("number", "code", "kind", "issue_date", "seller_tax_id", "seller_name", "buyer_tax_id", "buyer_name"),
            *("amount", "tax", "total", "validity", "status", "side", "category", "downloaded", "url", "pdf_url"),
        )

    def to_representation(self, invoice: Invoice) -> dict:
        """Give null for what the document does not say, which the record keeps as empty text."""
        return {name: None if value == "" else value for name, value in super().to_representation(invoice).items()}

    @extend_schema_field(serializers.ChoiceField(choices=Status.choices))
    def get_status(self, invoice: Invoice) -> str:
        return status_of(invoice).value

    @extend_schema_field(serializers.ChoiceField(choices=list(SIDES)))
    def get_side(self, invoice: Invoice) -> str:
        return side_of(self.context["operator"], invoice)

    @extend_schema_field(serializers.ChoiceField(choices=["personal", "enterprise"]))
    def get_category(self, invoice: Invoice) -> str:
        return "personal" if invoice.personal else "enterprise"

    def get_url(self, invoice: Invoice) -> str:
        return reverse("api-invoice", args=[invoice.slug])

    def get_pdf_url(self, invoice: Invoice) -> str:
        return self.get_url(invoice) + "pdf/"


class LineRow(serializers.Serializer):
    """One line; what the document does not say is null."""

    name = serializers.CharField(allow_null=True, default=None)
    spec = serializers.CharField(allow_null=True, default=None)
    unit = serializers.CharField(allow_null=True, default=None)
    quantity = serializers.CharField(allow_null=True, default=None)
    price = serializers.CharField(allow_null=True, default=None)
    amount = serializers.CharField(allow_null=True, default=None)
    tax_rate = serializers.CharField(allow_null=True, default=None)
    tax = serializers.CharField(allow_null=True, default=None)
    tax_code = serializers.CharField(allow_null=True, default=None)


class InvoiceDetail(InvoiceRow):
    """Everything that the record says."""

    lines = LineRow(many=True)
    contacts = serializers.DictField()
    special = serializers.DictField()
    conflict = serializers.CharField(allow_null=True)

    class Meta(InvoiceRow.Meta):
        fields = (
            *InvoiceRow.Meta.fields,
            *("issued_at", "lines", "remark", "drawer", "check_code", "contacts", "special"),
            *("validity_at", "validity_reason", "red_of", "reversed_by", "replaced_by", "conflict", "conflict_detail"),
            *("accepted_at", "version"),
        )


class InvoicePage(serializers.Serializer):
    results = InvoiceRow(many=True)
    next = serializers.CharField(allow_null=True, help_text="Cursor of the next page.")


class Problem(serializers.Serializer):
    code = serializers.CharField()
    detail = serializers.CharField()
    fields = serializers.DictField(child=serializers.CharField())
