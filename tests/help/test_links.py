"""Help is linked from where the question arises."""
import re

import pytest
from django.conf import settings
from django.test import Client

from invoice_portal.support.help.shelf import shelf
from invoice_portal.support.templatetags.help_links import help_about
from lookup.trace.causes import CODES
from tests.factories import OperatorFactory
from tests.login import login_as

TEMPLATES = settings.BASE_DIR / "templates"
LINKED = re.compile(r'{% help_link "([^"]+)"')


def test_every_link_of_the_templates_names_an_article():
    named = {slug for path in TEMPLATES.rglob("*.html") for slug in LINKED.findall(path.read_text(encoding="utf-8"))}
    assert len(named) >= 9
    assert named <= set(shelf("zh-hans"))


def test_every_cause_leads_to_help():
    assert [code for code in CODES if "/help/" not in help_about(code)] == []
    assert 'href="/help/history-record/"' in help_about("BEFORE_COVERAGE")
    assert 'href="/help/causes/#FOUND"' in help_about("FOUND")


def test_login_page_leads_to_help_in_the_readers_language():
    html = Client(headers={"accept-language": "en"}).get("/login/").content.decode()
    assert ">Logging in, codes and operators</a>" in html


@pytest.mark.parametrize(
    ("address", "slug"),
    [("/", "find-number"), ("/trace/", "find-number"), ("/batch/", "batch"), ("/watches/", "watch"),
     ("/applications/", "apply"), ("/invoices/", "not-found")],
)  # fmt: skip
def test_page_leads_to_its_help(client: Client, db, address, slug):
    html = login_as(client, OperatorFactory()).get(address).content.decode()
    assert f'href="/help/{slug}/"' in html


def test_answer_of_a_trace_leads_to_its_cause(client: Client, db):
    page = login_as(client, OperatorFactory()).post("/trace/", {"number": "123"}, follow=True)
    assert 'href="/help/find-number/"' in page.content.decode()
    assert page.context["trace"].cause == "IMPOSSIBLE_NUMBER"
