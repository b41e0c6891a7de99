"""A real worker killed with -9 amid a zip, its messages lost: one zip comes of it, and no PDF is made twice."""
import zipfile
from collections import Counter

import pytest

from .scene import SOON
from .stack import running_stack
from .test_taxpayer import log_in
from .worker import Database, Worker, wait

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]


@pytest.fixture
def quick_stack():
    """A demo world of its own, whose worker does soon what a dead one left."""
    with running_stack(DEMO="1", DEMO_INVOICES="4000", **SOON) as stack:
        yield stack


def test_killed_in_the_middle_it_goes_on_and_one_zip_comes_of_it(quick_stack, open_page):
    database, worker = Database(quick_stack), Worker(quick_stack)

    def told() -> tuple:
        return database.ask("SELECT state, done, cardinality(asked) FROM lookup_export")[0]

    with open_page() as page:
        log_in(page, quick_stack, quick_stack.account("software-admin", "01"))
        page.goto(quick_stack.url + "/invoices/")
        page.get_by_role("button", name="下载全部发票").click()
        page.wait_for_url("**/exports/**")
        total = told()[2]
        wait(lambda: 0 < told()[1] < total, "some PDFs are made")
        made = dict(database.ask("SELECT invoice_id, digest FROM lookup_pdffile WHERE state = 'MADE'"))
        worker.kill()
        page.get_by_role("link", name="下载 ZIP").wait_for(timeout=150_000)
        with page.expect_download() as download:
            page.get_by_role("link", name="下载 ZIP").click()
        archive = zipfile.ZipFile(download.value.path())

    assert archive.testzip() is None
    names = Counter(name.casefold() for name in archive.namelist())
    assert len(names) == total + 1 and set(names.values()) == {1}
    after = dict(database.ask("SELECT invoice_id, digest FROM lookup_pdffile WHERE state = 'MADE'"))
    assert made.items() <= after.items(), "what was made stays as it was"
    events = database.ask("SELECT action FROM history_event WHERE subject_type = 'export' ORDER BY id")
    assert [action for (action,) in events] == ["asked", "made", "downloaded"]
    assert len(list((quick_stack.var / "files" / "exports").rglob("*.zip"))) == 1
