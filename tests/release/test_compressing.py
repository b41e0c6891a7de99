"""Pages and JSON travel packed to who takes that; everything else travels as it is."""
import gzip

import pytest

from invoice_portal.accounts.tokens import issue_token
from tests.factories import OperatorFactory
from tests.lookup.world import issue

TAKES = {"Accept-Encoding": "br, gzip"}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/login/", "/help/"])
def test_page_is_the_same_packed_and_unpacked(client, address):
    plain, packed = client.get(address), client.get(address, headers=TAKES)
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert len(packed.content) < len(plain.content) / 2
    # Tokens and nonces differ from answer to answer.
    assert abs(len(gzip.decompress(packed.content)) - len(plain.content)) < 200


@pytest.mark.django_db
def test_json_is_the_same_packed_and_unpacked(client):
    operator = OperatorFactory()
    issue(buyer=operator.taxpayer)
    told = {"Authorization": f"Bearer {issue_token(operator=operator)}"}
    plain, packed = (client.get("/api/v1/invoices/", headers=told | more) for more in ({}, TAKES))
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content


@pytest.mark.django_db
def test_what_is_neither_is_sent_as_it_is(client):
    answer = client.get("/api/schema/", headers=TAKES)
    assert answer["Content-Type"].startswith("application/vnd.oai.openapi") and len(answer.content) > 1000
    assert "Content-Encoding" not in answer
