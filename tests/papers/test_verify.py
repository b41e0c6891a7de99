"""/verify/: what anyone who holds a paper is told, and nothing more."""
import io

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from weasyprint import HTML

from invoice_portal.papers import looking_into
from invoice_portal.papers.issuing import new_code, register, signed
from invoice_portal.papers.models import Paper
from invoice_portal.papers.standing import Standing
from invoice_portal.papers.words import WORDS
from tests.reading import hostile

GENUINE, ALTERED, ADDED, UNKNOWN = "真实，现在仍然有效", "与签发的文件不一致", "添加过内容", "不是本系统签发的"


@pytest.fixture(autouse=True)
def _unthrottled(db):
    cache.clear()


@pytest.fixture
def issued(judged):
    """A paper with its code printed on it: (code, bytes)."""
    code = new_code()
    page = f"<title>Paper</title><p>Total 1600.00, secret name</p><p>{code}</p>"
    data = signed(HTML(string=page).write_pdf(pdf_variant="pdf/a-3u", pdf_tags=True))
    register(judged.kind, "secret-subject", code, data)
    return code, data


def by_code(client, code):
    return client.get("/verify/", {"code": code})


def by_file(client, data, name="paper.pdf"):
    return client.post("/verify/", {"file": SimpleUploadedFile(name, data)})


def said(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("becomes", Standing)
def test_code_and_file_are_answered_alike_with_what_became_of_it(client, judged, issued, becomes):
    code, data = issued
    judged.becomes = becomes
    for response in (by_code(client, code.lower().replace("-", " ")), by_file(client, data)):
        page = said(response)
        assert str(WORDS[becomes].headline) in page
        assert "secret" not in page and "1600" not in page and "tested" not in page


def test_wrong_codes_of_every_sort_get_the_same_words_and_as_many_questions(client, issued, django_assert_num_queries):
    pages = []
    client.get("/verify/")
    for code in (new_code(), "7K3M", "x" * 5000, "'; DROP TABLE", "\0", "发票", "UUUU-UUUU-UUUU-UUUU"):
        with django_assert_num_queries(3):
            page = said(by_code(client, code))
        assert UNKNOWN in page
        pages.append(page[page.index('<section class="alert') : page.index("<dl")])
    assert len(set(pages)) == 1


@pytest.mark.parametrize("at", [0.1, 0.5])
def test_a_file_that_was_changed_is_altered(client, issued, at):
    data = issued[1]
    changed = bytearray(data)
    place = data.index(b"stream", int(len(data) * at)) + 20
    changed[place] ^= 1
    assert ALTERED in said(by_file(client, bytes(changed)))


def test_a_file_written_anew_with_the_code_is_altered(client, issued):
    anew = HTML(string=f"<p>Total 9600.00</p><p>{issued[0]}</p>").write_pdf()
    assert ALTERED in said(by_file(client, anew))


def test_a_truncated_file_is_never_genuine(client, issued):
    for part in (0.3, 0.8, 0.99):
        page = said(by_file(client, issued[1][: int(len(issued[1]) * part)]))
        assert GENUINE not in page and (ALTERED in page or UNKNOWN in page)


def test_what_was_added_behind_the_signature_is_told(client, issued):
    held = io.BytesIO()
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(issued[1]))
    writer.root["/Added"] = generic.pdf_string("note")
    writer.update_root()
    writer.write(held)
    assert ADDED in said(by_file(client, held.getvalue()))


def test_a_file_with_our_signature_that_was_never_handed_out_is_not_taken_for_genuine(client, judged):
    data = signed(HTML(string="<p>x</p>").write_pdf())
    assert ALTERED in said(by_file(client, data))


def test_a_file_of_somebody_else_is_not_ours(client, issued):
    assert UNKNOWN in said(by_file(client, HTML(string=f"<p>{new_code()}</p>").write_pdf()))


@pytest.mark.parametrize(
    ("data", "told"), [(b"", "不是 PDF"), (b"\x89PNG\r\n\x1a\n", "不是 PDF"), (b"PK\x03\x04", "不是 PDF")]
)
def test_what_is_no_pdf_is_refused_in_words(client, data, told):
    response = by_file(client, data)
    assert response.status_code == 422 and told in response.content.decode()


def test_no_file_and_no_code_are_said_and_a_large_file_is_refused(client, monkeypatch):
    assert "请先选择文件" in client.post("/verify/", {}).content.decode()
    assert "请输入核验码" in client.get("/verify/", {"code": "  "}).content.decode()
    monkeypatch.setattr("invoice_portal.papers.taking.MAX_BYTES", 10)
    assert by_file(client, b"%PDF-1.7 and more").status_code == 422


def test_a_form_from_elsewhere_is_refused():
    assert by_file(Client(enforce_csrf_checks=True), b"%PDF-1.7").status_code == 403


def test_what_is_far_too_large_is_not_taken_in(monkeypatch):
    monkeypatch.setattr("invoice_portal.papers.views.UNREAD", 100)
    monkeypatch.setattr("django.http.request.HttpRequest._load_post_and_files", None)
    assert by_file(Client(enforce_csrf_checks=True), b"%PDF-1.7" + bytes(200)).status_code == 413


def test_each_address_has_a_pace(client, issued):
    statuses = {by_code(client, new_code()).status_code for _ in range(121)}
    assert statuses == {200, 429}
    refused = by_code(client, issued[0])
    assert (refused.status_code, GENUINE in refused.content.decode()) == (429, False) and refused["Retry-After"]
    assert by_code(Client(REMOTE_ADDR="10.0.0.9"), issued[0]).status_code == 200


def test_only_so_many_are_looked_into_at_once(client, issued):
    for n in range(looking_into.AT_ONCE):
        cache.add(f"paper-check:{n}", 1, 20)
    response = by_file(client, b"%PDF-1.7 something")
    assert response.status_code == 503 and response["Retry-After"]
    assert GENUINE in said(by_file(client, issued[1])), "what is known by its digest needs no looking into"


@pytest.mark.parametrize("name", [name for name in hostile.MADE if "pdf" in name.lower()])
def test_a_hostile_file_costs_one_answer(client, name):
    made = hostile.MADE[name]
    data = made() if callable(made) else made
    page = by_file(client, data).content.decode()
    assert UNKNOWN in page or "不是 PDF" in page


def test_a_child_that_takes_too_long_is_ended(client, issued, monkeypatch):
    altered = issued[1] + b" "
    assert ALTERED in said(by_file(client, altered)) or ADDED in said(by_file(client, altered))
    monkeypatch.setattr(looking_into, "SECONDS", 0.01)
    assert UNKNOWN in said(by_file(client, altered)), "what could not be looked into is not taken for ours"
    assert cache.get("paper-check:0") is None


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(code=st.text(max_size=80))
def test_no_code_is_an_error(db, code):
    cache.clear()
    assert Client().get("/verify/", {"code": code}).status_code in (200, 422)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_mutated_file_is_an_error_or_genuine(db, issued, data):
    cache.clear()
    changed = bytearray(issued[1])
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(changed) - 1))
        changed[place] = (changed[place] + data.draw(st.integers(1, 255))) % 256
    response = by_file(Client(), bytes(changed))
    assert response.status_code in (200, 422) and GENUINE not in response.content.decode()


def test_answers_are_for_no_cache_and_no_search_engine(client, issued):
    response = by_code(client, issued[0])
    assert response["X-Robots-Tag"] == "noindex" and "no-store" in response["Cache-Control"]


def test_page_says_it_in_english(client, issued):
    client.cookies["django_language"] = "en"
    assert by_code(client, issued[0]).status_code == 200
    assert Paper.objects.count() == 1
