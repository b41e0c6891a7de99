"""An applicant's own applications: anyone else's look as if they did not exist."""
from django.http import Http404

from invoice_portal.accounts.models import Operator

from .models import Application


def own(operator: Operator, identifier) -> Application:
    """Return the taxpayer's application, or the same Http404 for a stranger's as for none."""
    found = Application.objects.select_related("taxpayer", "operator__person", "operator__taxpayer", "invoice")
    application = found.filter(taxpayer=operator.taxpayer_id, pk=identifier).first()
    if application is None:
        raise Http404
    return application


def own_list(operator: Operator):
    """Return the taxpayer's applications, newest first."""
    return Application.objects.filter(taxpayer=operator.taxpayer_id).order_by("-created_at", "-id")
