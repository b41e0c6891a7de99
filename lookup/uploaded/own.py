"""Who may see an uploaded document: the operator who uploaded it, and nobody else."""
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from invoice_portal.accounts.models import Operator
from lookup.models import ReadDocument


def own_documents(operator: Operator) -> QuerySet[ReadDocument]:
    return ReadDocument.objects.filter(operator=operator.pk)


def own_document(operator: Operator, document_id: UUID) -> ReadDocument:
    """Return the document, or the same Http404 for a stranger's as for none."""
    found = own_documents(operator).filter(pk=document_id).first()
    if found is None:
        raise Http404
    return found


def ahead_of(document: ReadDocument) -> int:
    """Count the documents that were uploaded before this one and are not read yet."""
    waiting = ReadDocument.objects.filter(state__in=[ReadDocument.State.WAITING, ReadDocument.State.READING])
    return waiting.filter(uploaded_at__lt=document.uploaded_at).count()
