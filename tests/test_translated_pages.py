"""Someone who reads English meets no Chinese, but for names and the way back to Chinese."""
import io
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils.timezone import localdate, now
from PIL import Image

from invoice_portal.accounts.models import StaffMember
from invoice_portal.office.models import OfficeContact
from lookup.document import Line
from lookup.intake import take_in
from lookup.models import Entry, Invoice, Source
from lookup.sources import register_source
from resubmission.deciding import return_
from resubmission.drafting import begin, explain
from resubmission.evidence import add
from resubmission.holding import claim
from resubmission.models import Application
from resubmission.prereview import run
from resubmission.submitting import submit
from tests.factories import OperatorFactory, PersonFactory, StaffFactory, TaxpayerFactory
from tests.gateway.test_outbox_page import demo  # noqa: F401 (a fixture)
from tests.intake.documents import xml
from tests.login import login_as, login_staff
from tests.lookup.world import issue
from tests.test_translations import CATALOGUES, ROOT, messages, words
from tests.trace.conftest import covered
from tests.trace.world import quarantined

pytestmark = [pytest.mark.slow, pytest.mark.catalogue, pytest.mark.django_db]

DAY = localdate() - timedelta(days=40)
YEAR = f"{DAY:%y}"
SWITCH = re.compile(r'<button[^>]* lang="zh-han[st]".*?</button>|<option[^>]*>(简体|繁體)中文</option>', re.DOTALL)
CHINESE = re.compile(r"[^<>\n]*[\u4e00-\u9fff][^<>\n]*")
#: Addresses that answer with something else than a page.
NO_PAGES = {"healthz", "readyz", "metrics", "logout", "set_language", "schema"}


@pytest.fixture(params=["en", "zh-hant"])
def language(request) -> str:
    return request.param


@pytest.fixture(autouse=True)
def _catalogues(db, settings, tmp_path):
    """The catalogues as they are in the source, and files in a folder of the test."""
    for catalogue in CATALOGUES:
        compiled = (tmp_path / catalogue).with_suffix(".mo")
        compiled.parent.mkdir(parents=True)
        with (ROOT / catalogue).open("rb") as source, compiled.open("wb") as target:
            write_mo(target, read_po(source))
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    # What the bureau itself calls its contacts is data.
    OfficeContact.objects.all().delete()
    storages = settings.STORAGES
    settings.STORAGES = storages | {"default": storages["default"] | {"OPTIONS": {"location": str(tmp_path)}}}


@pytest.fixture
def reader(language) -> Client:
    return Client(headers={"accept-language": language})


@pytest.fixture
def operator():
    return OperatorFactory(person=PersonFactory(name="Alex Reader"), taxpayer=TaxpayerFactory(name="Evergreen Ltd"))


@pytest.fixture
def invoice(operator) -> Invoice:
    goods = Line("Paper", quantity=1, amount=100, tax_rate="免税", tax=0)
    seller = TaxpayerFactory(name="Harvest Foods Ltd")
    return issue(buyer=operator.taxpayer, seller=seller, day=DAY, number=f"{YEAR}112000000000000021", lines=(goods,),
                 drawer="Kim", amount=100, tax=0, total=100)  # fmt: skip


def simplified() -> set[str]:
    """Return the characters of the source that its Traditional Chinese never has."""
    catalogue = messages(ROOT / "locale/zh_Hant/LC_MESSAGES/django.po")
    said = {words((None, message.string)) for message in catalogue.values()}
    return set("".join(map(words, catalogue))) - set("".join(said))


SIMPLIFIED = simplified()


def application(operator, *, sequence: int = 17) -> Application:
    """A draft with everything filled in."""
    seller, mine = TaxpayerFactory(name="Harvest Foods Ltd"), operator.taxpayer
    claimed = {
        "kind": "82", "number": f"{localdate():%y}11{sequence:016d}", "issue_date": f"{localdate()}",
        "seller_tax_id": seller.tax_id, "seller_name": seller.name, "buyer_tax_id": mine.tax_id,
        "buyer_name": mine.name, "amount": "100.00", "tax": "6.00", "total": "106.00",
    }  # fmt: skip
    draft = begin(operator, kind="SUPPLEMENT", claimed=claimed)
    explain(draft, reason="not_found", explanation="Delivered a month ago.", by=operator.person)
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    add(draft, data=picture.getvalue(), original_name="photo.png", by=operator.person)
    return draft


def returned(operator, clerk) -> Application:
    case = application(operator)
    submit(case, by=operator.person)
    run(case.pk)
    case.refresh_from_db()
    claim(case, by=clerk)
    case.refresh_from_db()
    return_(case, by=clerk, reason="Please add the contract.", version=case.version)
    return case


def untranslated(response) -> list[str]:
    """Return the texts of a page that are not in its language; what leads elsewhere or only takes posts has none."""
    html = response.content.decode()
    spoken = re.search(r'<html lang="(en|zh-hant)"', html)
    assert response.status_code in (301, 302, 405) or spoken, html[:300]
    texts = [text.strip() for text in CHINESE.findall(SWITCH.sub("", html))]
    if spoken and spoken[1] == "zh-hant":
        return [text for text in texts if SIMPLIFIED & set(text)]
    return texts


def plain_addresses() -> Iterator[str]:
    """Every page whose address needs no number."""
    for pattern in _patterns(get_resolver().url_patterns):
        if pattern.name not in NO_PAGES:
            yield reverse(pattern.name)


def _patterns(patterns) -> Iterator[URLPattern]:
    for pattern in patterns:
        route = str(pattern.pattern)
        if route.startswith(("api/", "admin/")) or "<" in route:
            continue
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield pattern
        else:
            yield from _patterns(pattern.url_patterns)


def test_every_page_without_a_number_is_translated(reader, operator, invoice):
    before = {address: untranslated(reader.get(address)) for address in plain_addresses()}
    returned(operator, _clerk())
    login_as(reader, operator)
    found = {address: before[address] + untranslated(reader.get(address)) for address in before}
    assert {address: texts for address, texts in found.items() if texts} == {}


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"number": "26112000000000000099"}, 200),
        ({"number": "2611200000000000009"}, 200),
        ({"number": "2699200000000000009x", "date_from": "2026-10-01", "side": "sales", "category": "personal"}, 200),
        ({"date_from": "2026-13-01", "status": "nonsense"}, 200),
        ({"cursor": "nonsense"}, 400),
    ],
)
def test_search_that_finds_nothing_is_translated(reader, operator, query, status):
    response = login_as(reader, operator).get("/invoices/", query)
    assert (response.status_code, untranslated(response)) == (status, [])


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"validity": "VOIDED"},
        {"validity": "REVERSED"},
        {"validity": "PARTLY_REVERSED"},
        {"pdf_made": True},
        {"conflict": "DUPLICATE_DIFFERS", "conflict_detail": {"fields": ["tax", "total"]}},
    ],
)
def test_invoice_in_every_status_is_translated(reader, operator, invoice, change):
    Invoice.objects.filter(pk=invoice.pk).update(**change)
    login_as(reader, operator)
    addresses = [reverse(name, args=[invoice.slug]) for name in ("invoice", "invoice-pdf")]
    assert [untranslated(reader.get(address)) for address in addresses] == [[], []]


def test_every_step_of_an_application_is_translated(reader, operator):
    login_as(reader, operator)
    draft = application(operator)
    names = ["application", "application-invoice", "application-reason", "application-evidence", "application-check",
             "application-withdraw"]  # fmt: skip
    pages = {name: reader.get(reverse(name, args=[draft.pk])) for name in names}
    pages["incomplete"] = reader.post(reverse("application-invoice", args=[draft.pk]), {"number": "1", "total": "x"})
    pages["returned"] = reader.get(reverse("application", args=[returned(operator, _clerk()).pk]))
    pages["answer"] = reader.get(pages["returned"].request["PATH_INFO"] + "check/")
    assert {name: texts for name, page in pages.items() if (texts := untranslated(page))} == {}


def test_answers_to_mistakes_are_translated(reader, operator):
    said = [
        reader.post("/login/", {"tax_id": operator.taxpayer.tax_id[:-1] + "!", "password": "x"}),
        reader.post("/login/", {"tax_id": operator.taxpayer.tax_id, "password": "x"}),
        login_as(reader, operator).get("/invoices/26112000000000000099/"),
        reader.post("/applications/new/", {"kind": "REUPLOAD", "number": "26112000000000000099"}),
        reader.get("/nowhere/"),
    ]
    assert [untranslated(page) for page in said] == [[]] * len(said)


@pytest.mark.parametrize(
    ("cause", "change", "asked"),
    [
        ("FOUND", {}, {}),
        ("FOUND", {"validity": "PARTLY_REVERSED", "reversed_by": "26112000000000000077"}, {}),
        ("VOIDED", {"validity": "VOIDED", "validity_at": now()}, {}),
        ("REVERSED", {"validity": "REVERSED", "reversed_by": "26112000000000000077"}, {}),
        ("ABNORMAL", {"conflict": "DUPLICATE_DIFFERS", "conflict_detail": {"fields": ["tax", "total"]}}, {}),
        ("HIDDEN_BY_FILTER", {}, {"total": "1", "side": "sales", "seller": "Nobody", "category": "personal"}),
        ("NEAR_MISS", {"number": f"{YEAR}112000000000000012"}, {"number": f"{YEAR}112000000000000021"}),
        ("NEVER_SEEN", {}, {"number": f"{YEAR}112555000111222333"}),
        ("NOT_SYNCED_YET", {}, {"number": f"{YEAR}112555000111222333", "date": f"{localdate()}"}),
        ("BEFORE_COVERAGE", {}, {"number": "22112555000111222333", "date": "2022-03-01"}),
        ("BEFORE_COVERAGE", {}, {"number": f"{YEAR}312555000111222333", "date": f"{DAY}"}),
        ("IMPOSSIBLE_NUMBER", {}, {"number": "123"}),
        ("IMPOSSIBLE_NUMBER", {}, {"number": "26992555000111222333"}),
        ("FUTURE_DATE", {}, {"number": "", "date": "2099-01-01", "total": "1"}),
        ("APPLICATION_OPEN", {}, {"number": f"{localdate():%y}110000000000000017"}),
        ("QUARANTINED", {}, {"number": f"{YEAR}112000000000000066"}),
    ],
)
def test_trace_of_every_cause_is_translated(reader, operator, invoice, cause, change, asked):
    source = covered("BJ01", "11", (f"{DAY - timedelta(days=60)}", f"{localdate()}"))
    Source.objects.update(name="Beijing")
    quarantined(source, number=f"{YEAR}112000000000000066", buyer=operator.taxpayer.tax_id)
    submit(application(operator), by=operator.person)
    Invoice.objects.filter(pk=invoice.pk).update(**change)
    page = login_as(reader, operator).post("/trace/", {"number": invoice.number} | asked, follow=True)
    assert (page.context["trace"].cause, untranslated(page)) == (cause, [])


def test_outbox_is_translated(demo, reader, operator, language):  # noqa: F811 (the fixture)
    operator.person.language = language
    operator.person.save()
    returned(operator, _clerk())
    assert untranslated(reader.get("/outbox/")) == []


#: What staff wrote in both languages stands there as they wrote it.
OWN_TEXTS = re.compile(r"/admin/resubmission/reasontemplate/(\d+/)?")


@pytest.mark.parametrize("role", ["CLERK", "SUPERVISOR", "AUDITOR", "ADMINISTRATOR"])
def test_desk_of_staff_is_translated(reader, operator, invoice, tmp_path, role):
    (tmp_path / "in").mkdir()
    odd = xml(2, total="107.00").decode()
    for name, english in {"示例市老街柴火餐饮店": "Harvest", "示例软件技术有限公司": "Evergreen"}.items():
        odd = odd.replace(name, english)
    (tmp_path / "in/odd.xml").write_text(odd, encoding="utf-8")
    (tmp_path / "in/no.xml").write_bytes(b"<x")
    take_in([tmp_path / "in"], register_source(code="BJ01", name="Beijing", region="11", every=timedelta(hours=24)))
    case = returned(operator, _clerk())
    login_staff(reader, StaffFactory(role=StaffMember.Role[role], person__name="Robin Reader"))
    found, waiting = {}, {"/admin/"} | {
        reverse("admin:resubmission_application_change", args=[case.pk]),
        reverse("admin:lookup_invoice_change", args=[invoice.pk]),
        reverse("admin:lookup_entry_change", args=[Entry.objects.get(path__endswith="no.xml").pk]),
    }
    while waiting := waiting - set(found):
        for address in waiting:
            page = reader.get(address)
            found[address] = untranslated(page) if page.headers["Content-Type"].startswith("text/html") else []
            links = re.findall(r'href="(/admin/[^"?#]+/)"', page.content.decode(errors="replace"))
            waiting = waiting | {link for link in links if not OWN_TEXTS.match(link)}
    assert len(found) > 10
    assert {address: texts for address, texts in found.items() if texts} == {}


def _clerk():
    return StaffFactory(person__name="Casey Clerk").person
