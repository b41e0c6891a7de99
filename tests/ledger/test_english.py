"""Someone who reads English meets no Chinese on the pages of a ledger."""
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lookup.models import LedgerRun, Source
from resubmission.models import LedgerDrafts
from resubmission.tasks import draft_from_ledger
from tests.factories import OperatorFactory, PersonFactory, TaxpayerFactory
from tests.lookup.world import issue
from tests.test_translated_pages import untranslated
from tests.trace.conftest import covered

from .conftest import run_of, work
from .tables import xlsx

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english_catalogue")]
HEADER = ["No.", "Date", "Total", "Seller"]


@pytest.fixture
def operator(db):
    return OperatorFactory(person=PersonFactory(name="Alex Reader"), taxpayer=TaxpayerFactory(name="Evergreen Ltd"))


@pytest.fixture
def get(person):
    """Open a page in English; returns its Chinese texts."""
    return lambda address: untranslated(person.get(address, headers={"accept-language": "en"}))


def upload(person, *rows: list, name: str = "ledger.xlsx", header: list[str] = HEADER) -> str:
    answer = person.post("/batch/", {"file": SimpleUploadedFile(name, xlsx(header, *rows))})
    return answer["Location"]


def test_every_page_of_a_ledger_on_its_way_is_english(person, operator, get):
    covered("BJ01", "11", ("2026-01-01", "2026-11-20"))
    Source.objects.update(name="Beijing")
    seller = TaxpayerFactory(name="Harvest Foods Ltd")
    found, unlisted = (issue(buyer=operator.taxpayer, seller=seller) for _one in range(2))
    missing = "26112555000111222333"
    day, total = "2026-10-12", "106.00"
    address = upload(
        person, [found.number, day, total, seller.name], [found.number, day, "7.00", seller.name],
        [missing, day, total, seller.name], ["2.6E+19", day, total, seller.name], [missing, "soon", total, ""],
        [missing, day, "a lot", ""],
    )  # fmt: skip
    seen = {"uploaded": get(address)}
    work()
    seen["columns"] = get(address)
    wrong = person.post(address, {"seller_name": "3"}, headers={"accept-language": "en"})
    seen["columns, wrong"] = untranslated(wrong)
    columns = {"number": "0", "issue_date": "1", "total": "2", "seller_name": "3"}
    assert person.post(address, columns | {"side": "purchases"}).status_code == 302
    seen["queued"] = get(address)
    work()
    run = run_of(address)
    assert run.state == "DONE"
    causes = set(run.rows.values_list("cause", flat=True))
    assert causes == {"FOUND", "HIDDEN_BY_FILTER", "NEVER_SEEN", "UNREADABLE"}
    seen |= {cause: get(f"{address}rows/{cause}/") for cause in causes}
    seen |= {"result": get(address), "list": get("/batch/"), "month": get(f"{address}totals/purchases/2026-10/")}
    assert unlisted.number in person.get(f"{address}totals/purchases/2026-10/").content.decode()
    seen |= {"table": get(f"{address}table/?wait=1"), "before drafts": get(f"/applications/from-batch/{run.pk}/")}
    person.post(f"/applications/from-batch/{run.pk}/")
    seen["drafts owed"] = get(f"/applications/from-batch/{run.pk}/")
    draft_from_ledger(str(run.pk))
    LedgerDrafts.objects.update(refused=[[4, "这张发票已有记录，不需要补录。记录有误时，请申请重新上传。"]])
    seen["drafts made"] = get(f"/applications/from-batch/{run.pk}/")
    assert {page: texts for page, texts in seen.items() if texts} == {}


@pytest.mark.parametrize("state", LedgerRun.State.values)
def test_ledger_in_every_state_is_english(person, operator, get, state):
    address = upload(person, ["26112555000111222333", "2026-10-12", "1", "x"])
    why = {"error": "读取超时。请拆分后再上传"} if state == "FAILED" else {}
    at = "2026-11-25T00:00:00Z"
    LedgerRun.objects.update(state=state, rows_total=1, rows_done=1, started_at=at, finished_at=at, **why)
    assert get(address) == get("/batch/") == []


def test_ledger_that_cannot_be_read_says_why_in_english(person, get):
    address = upload(person, ["x", "y"], header=["A", "B"])
    work()
    assert run_of(address).state == "FAILED"
    assert get(address) == []
    pdf = SimpleUploadedFile("x.pdf", b"%PDF-1.7")
    refused = person.post("/batch/", {"file": pdf}, headers={"accept-language": "en"})
    assert (refused.status_code, untranslated(refused)) == (422, [])
