"""The API's reference says of every operation what it takes and answers, in words of the reader's language."""
import re

import pytest
from django.urls import URLPattern, get_resolver

from invoice_portal.api_pages.field_words import FIELDS
from invoice_portal.api_pages.operation_words import OPERATIONS

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(client) -> dict:
    return client.get("/api/schema/?format=json").json()


def page(client, language: str = "zh-hans") -> str:
    answer = client.get("/api/docs/", headers={"Accept-Language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_address_of_the_api_stands_there(client):
    shown = page(client)
    routes = [str(route.pattern) for route in leaves(get_resolver()) if getattr(route.callback, "cls", None)]
    own = {route for route in routes if route != ""}
    assert len(own) > 15
    for route in own:
        assert re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route) in shown, route


def leaves(resolver):
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield one
        else:
            yield from leaves(one)


def test_every_operation_type_and_value_of_the_schema_stands_there(client, document):
    shown = page(client)
    for path, item in document["paths"].items():
        for method, said in item.items():
            part = shown.split(f'id="op-{said["operationId"]}"')[1].split("</article>")[0]
            assert f"{method.upper()} {path}" in part and str(OPERATIONS[said["operationId"]]) in part
            assert all(f"<code>{status}</code>" in part for status in said["responses"])
            assert all(f"<code>{given['name']}</code>" in part for given in said.get("parameters", []))
    for name, said in document["components"]["schemas"].items():
        if name in ("NullEnum", "BlankEnum"):
            continue
        part = shown.split(f'id="type-{name}"')[1].split("</article>")[0]
        assert all(f"<code>{field}</code>" in part for field in said.get("properties", {}))
        assert all(f"<code>{choice}</code>" in part for choice in said.get("enum", []))


def test_body_of_a_post_is_told_field_by_field(client):
    part = page(client).split('id="op-trace"')[1].split("</article>")[0]
    assert "application/json" in part and "<code>date_from</code>" in part and "开票日期从" in part
    part = page(client).split('id="op-batches_create"')[1].split("</article>")[0]
    assert "multipart/form-data" in part and "台账：XLSX" in part


def test_each_link_leads_somewhere_on_the_page(client):
    shown = page(client)
    targets = set(re.findall(r'href="#([^"]+)"', shown.split("<main")[1].split("</main>")[0]))
    assert len(targets) > 60 and targets <= set(re.findall(r'id="([^"]+)"', shown))


def test_no_words_are_kept_for_what_is_gone(document):
    names = {name for said in document["components"]["schemas"].values() for name in said.get("properties", {})}
    for item in document["paths"].values():
        for said in item.values():
            names |= {given["name"] for given in said.get("parameters", [])}
            for body in said.get("requestBody", {}).get("content", {}).values():
                names |= set(body["schema"].get("properties", {}))
    assert {key.rpartition(".")[2] for key in FIELDS} <= names
    assert set(OPERATIONS) == {said["operationId"] for item in document["paths"].values() for said in item.values()}
