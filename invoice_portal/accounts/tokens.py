"""API tokens: made, found, revoked."""
import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from invoice_portal.history.record import record

from .models import ApiToken, Operator, Person


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def issue_token(*, operator: Operator, name: str = "", by: Person | None = None) -> str:
    """Return a new token in clear, for the only time."""
    token = secrets.token_urlsafe(32)
    row = ApiToken.objects.create(operator=operator, name=name, digest=digest(token))
    record("operator", operator.pk, "token_issued", by=by, token=str(row.pk), name=name)
    return token


@transaction.atomic
def revoke_token(token: ApiToken, *, by: Person | None = None) -> bool:
    """End a token at once. Tells whether it was still good."""
    ended = ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())
    if ended:
        record("operator", token.operator_id, "token_revoked", by=by, token=str(token.pk))
    return bool(ended)
