"""A taxpayer's operator, and the same question put through the API."""
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from invoice_portal.accounts.tokens import issue_token
from lookup.models import Batch, Source, Span
from tests.factories import OperatorFactory

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def operator(db):
    return OperatorFactory()


@pytest.fixture
def ask(client, operator):
    """Put a question as a program does; returns the answer."""

    def asked(by=operator, **question) -> dict:
        token = issue_token(operator=by)
        response = client.post(
            "/api/v1/trace/", question, content_type="application/json", headers={"Authorization": f"Bearer {token}"}
        )
        assert response.status_code == 200, response.content.decode()
        return response.json()

    return asked


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def covered(code: str, region: str, *spans: tuple[str, str], hours: int = 8) -> Source:
    """A source that has completed these spans, each batch made so many hours after its end."""
    source = Source.objects.create(code=code, name=f"来源 {code}", region=region, every=timedelta(hours=24))
    for number, (begins, ends) in enumerate(spans, 1):
        begins, ends = at(begins), at(ends)
        Span.objects.create(source=source, starts_at=begins, ends_at=ends)
        made = ends + timedelta(hours=hours)
        Batch.objects.create(source=source, number=number, covers_from=begins, covers_to=ends, made_at=made)
    return source
