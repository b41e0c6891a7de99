"""/trace/file/: a document is given, read by the worker, corrected, and traced."""
import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lookup.models import Entry, Invoice, ReadDocument, Trace
from tests.documents import BUYER_ID, NUMBER, einvoice_xml, ofd, zip_of
from tests.factories import OperatorFactory, TaxpayerFactory
from tests.login import login_as
from tests.lookup.world import issue
from tests.trace.conftest import covered
from tests.trace.world import quarantined

pytestmark = pytest.mark.django_db
READ = {
    "number": NUMBER, "code": "", "issue_date": "2026-10-12", "total": "113.00", "seller_name": "示例市老街柴火餐饮店",
    "buyer_tax_id": BUYER_ID,
}  # fmt: skip


def values(response) -> dict[str, str]:
    inputs = re.findall(r'<input type="(?:text|date)" name="(\w+)"(?: value="([^"]*)")?', response.content.decode())
    return {name: html.unescape(value) for name, value in inputs}


def plain(response) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def answer_of(response) -> Trace:
    assert response.status_code == 302, response.content.decode()
    return Trace.objects.get(pk=re.search(r"/trace/([0-9a-f-]{36})/", response["Location"])[1])


def test_file_is_kept_out_of_reach_and_waits_for_the_worker(give, person, files):
    address = give(einvoice_xml(), "../../合同\n.xml")
    document = ReadDocument.objects.get()
    assert (document.state, document.original_name) == ("WAITING", "合同.xml")
    assert [path.name for path in files()] == [document.name.rsplit("/", 1)[1]]
    body = person.get(address).content.decode()
    assert "等待读取" in body and '<noscript><meta http-equiv="refresh"' in body
    told = person.get(address, headers={"Accept": "application/json"}).json()
    assert told == {"state": "WAITING", "ahead": 0}


def test_what_was_read_stands_in_the_form(read):
    assert READ.items() <= values(read(einvoice_xml())).items()


def test_document_as_read_leads_to_its_trace(read, person, operator):
    invoice = issue(buyer=operator.taxpayer, number=NUMBER)
    page = read(einvoice_xml(total="106.00", tax="6.00"))
    trace = answer_of(person.post(page.wsgi_request.path, values(page)))
    assert (trace.cause, trace.number, trace.asked["total"]) == ("FOUND", invoice.number, "106.00")


def test_corrected_field_is_what_is_asked(read, person, operator):
    issue(buyer=operator.taxpayer, number=NUMBER)
    page = read(einvoice_xml("26112000000099900099"))
    trace = answer_of(person.post(page.wsgi_request.path, values(page) | {"number": NUMBER, "total": "106"}))
    assert (trace.cause, trace.number) == ("FOUND", NUMBER)


def test_file_held_proves_who_may_be_told_of_a_wrong_title(read, person):
    """The title is a stranger's, and no total is known: only the file itself shows that the asker holds it."""
    data = einvoice_xml(total="106.00", tax="6.00")
    issue(buyer=TaxpayerFactory(), number=NUMBER)
    entry = quarantined(covered("BJ01", "11"), number=NUMBER)
    page = read(data)
    Entry.objects.filter(pk=entry.pk).update(digest=bytes.fromhex(ReadDocument.objects.get().digest), state="ACCEPTED",
                                             reason="")  # fmt: skip
    Invoice.objects.update(entry=entry)
    typed = values(page) | {"total": "", "issue_date": ""}
    assert answer_of(person.post(page.wsgi_request.path, typed)).cause == "WRONG_TITLE"
    assert answer_of(person.post("/trace/", {"number": NUMBER})).cause == "NEVER_SEEN"


def test_nonsense_typed_over_a_field_is_refused_beside_it(read, person):
    page = read(einvoice_xml())
    response = person.post(page.wsgi_request.path, values(page) | {"total": "一百", "issue_date": "2026-13-40"})
    assert response.status_code == 422
    assert values(response)["total"] == "一百" and values(response)["issue_date"] == "2026-13-40"
    assert response.content.decode().count('class="field__error"') == 2
    assert not Trace.objects.exists()


def test_what_is_doubtful_is_marked_at_its_field(read):
    body = read(einvoice_xml(total="114.00")).content.decode()
    assert "金额与税额、价税合计不符（100.00 + 13.00 ≠ 114.00）" in html.unescape(body)


def test_file_that_cannot_be_read_says_why_and_can_be_filled_in_by_hand(read, person, operator):
    issue(buyer=operator.taxpayer, number=NUMBER)
    page = read(b"<a>no invoice</a>")
    assert "没有读出来，请填写" in page.content.decode()
    assert answer_of(person.post(page.wsgi_request.path, {"number": NUMBER})).cause == "FOUND"


def test_file_that_says_nothing_is_not_called_never_seen(read, person):
    page = read(b"<a>no invoice</a>")
    response = person.post(page.wsgi_request.path, {})
    assert response.status_code == 422 and not Trace.objects.exists()


def test_one_of_several_invoices_is_chosen(read, person):
    other = "26112000000099900088"
    page = read(zip_of({"a.xml": einvoice_xml(), "b.xml": einvoice_xml(other), "c.txt": b"?"}), "发票.zip")
    assert "要查哪一张" in page.content.decode() and "发票.zip/c.txt" in page.content.decode()
    path = page.wsgi_request.path
    assert values(person.get(f"{path}?invoice=2"))["number"] == other
    assert answer_of(person.post(f"{path}?invoice=2", {"number": other})).number == other
    for nonsense in ("0", "4", "-1", "x", "²", "9" * 9000):
        assert "要查哪一张" in person.get(path, {"invoice": nonsense}).content.decode()


@pytest.mark.parametrize("data", [b"", b"  \n", b"MZ\x90\x00", b"GIF89a", b"plain words"])
def test_what_is_no_document_is_refused_and_not_kept(person, files, data):
    response = person.post("/trace/file/", {"file": SimpleUploadedFile("发票.xml", data)})
    assert response.status_code == 422
    assert "文件没有上传成功" in response.content.decode()
    assert files() == [] and not ReadDocument.objects.exists()


def test_no_file_and_too_large_a_file_are_refused(person, files):
    assert person.post("/trace/file/").status_code == 422
    large = SimpleUploadedFile("发票.xml", b"<" + b" " * 20 * 2**20)
    assert "20 MB" in person.post("/trace/file/", {"file": large}).content.decode()
    assert files() == []


def test_document_is_nobody_elses(give, client, operator):
    address = give(einvoice_xml())
    colleague = OperatorFactory(taxpayer=operator.taxpayer, code="02")
    for other in (OperatorFactory(), colleague):
        login_as(client, other)
        never = address[:-5] + "0000/"
        theirs, none = client.get(address), client.get(never)
        assert theirs.status_code == none.status_code == 404
        assert plain(theirs).replace(address, never) == plain(none)
        assert client.post(address, {"number": NUMBER}).status_code == 404
        assert address not in client.get("/trace/file/").content.decode()
    client.logout()
    assert client.get(address)["Location"].startswith("/login/")


def test_page_asks_the_same_number_of_queries_for_one_and_three_documents(give, person, django_assert_max_num_queries):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            give(einvoice_xml())
        with django_assert_max_num_queries(20) as asked:
            person.get("/trace/file/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_ofd_is_read_too(read):
    custom = {"发票号码": NUMBER, "开票日期": "2026年10月12日", "合计金额": "100.00"}
    assert values(read(ofd(custom=custom), "发票.ofd"))["number"] == NUMBER
