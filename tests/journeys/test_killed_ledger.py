"""A real worker killed with -9 amid a ledger, its messages lost: the ledger ends, each row answered once."""
import json
import urllib.request

import pytest

from tests.ledger.tables import csv

from .scene import Scene, running_scene
from .worker import wait

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]
ROWS = 1_700


@pytest.fixture
def scene():
    with running_scene() as scene:
        yield scene


def post(scene: Scene) -> str:
    """Give a ledger of so many invoices that nobody has seen, as a program does; return its id."""
    rows = [[f"2611255{at:013d}", "2026-10-12", "106.00"] for at in range(ROWS)]
    table = csv(["发票号码", "开票日期", "价税合计"], *rows)
    boundary = "x" * 20
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    body = head.encode() + table + f"\r\n--{boundary}--\r\n".encode()
    kind = f"multipart/form-data; boundary={boundary}"
    headers = {"Authorization": f"Bearer {scene.applicant.token}", "Content-Type": kind}
    request = urllib.request.Request(scene.stack.url + "/api/v1/batches/", data=body, headers=headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)["id"]


def test_killed_in_the_middle_it_goes_on_and_answers_every_row_once(scene):
    run, ask = post(scene), scene.database.ask

    def told() -> tuple:
        return ask("SELECT state, rows_total, rows_done FROM lookup_ledgerrun WHERE id = %s", run)[0]

    wait(lambda: told()[0] == "TRACING" and told()[1] == ROWS, "its rows are laid out")
    with scene.database.locked("LOCK TABLE lookup_trace IN SHARE MODE"):
        scene.database.wait_until_held_up(lambda: True)
        assert told()[2] < ROWS
        scene.worker.kill()
        scene.lose_all_messages()
    wait(lambda: told() == ("DONE", ROWS, ROWS), "the ledger is traced", seconds=150)

    counted = "SELECT cause, count(*), count(DISTINCT row_number), count(DISTINCT trace_id) FROM lookup_ledgerrow"
    assert ask(f"{counted} WHERE run_id = %s GROUP BY cause", run) == [("BEFORE_COVERAGE", ROWS, ROWS, ROWS)]
    assert scene.database.one("SELECT count(*) FROM lookup_trace") == ROWS
    ended = "SELECT action FROM history_event WHERE subject_type = 'ledger' AND subject_id = %s ORDER BY id"
    assert [action for (action,) in ask(ended, run)] == ["uploaded", "started", "traced"]
