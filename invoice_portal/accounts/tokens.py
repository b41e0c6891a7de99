"""API tokens: made, found, revoked."""
import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from invoice_portal.history.record import record

from .cleaning import clean_purpose
from .models import ApiToken, Operator, Person
from .permissions import insist, why_not_keep_operators


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def issue_token(*, operator: Operator, name: str = "", by: Person | None = None) -> str:
    """Return a new token in clear, for the only time."""
    token, name = secrets.token_urlsafe(32), clean_purpose(name)
    row = ApiToken.objects.create(operator=operator, name=name, digest=digest(token))
    record("operator", operator.pk, "token_issued", by=by, token=str(row.pk), name=name)
    return token


@transaction.atomic
def revoke_token(token: ApiToken, *, by: Person | None = None) -> bool:
    """End a token at once. Tells whether it was still good; refuses an actor who may not."""
    insist(why_not_keep_operators(by, token.operator.taxpayer))
    ended = ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())
    if ended:
        record("operator", token.operator_id, "token_revoked", by=by, token=str(token.pk))
    return bool(ended)
