"""A worker killed with -9 at any moment ends, after its restart, with one record, notice and PDF, and each letter once.

The moments are chosen by holding up a real worker before a certain row or table, and killing it there.
"""
import hashlib
import time
from collections.abc import Callable

import pytest

from .moments import SETTLING, SUBMITTING
from .scene import Scene, running_scene
from .worker import wait

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]


@pytest.fixture
def scene():
    with running_scene() as scene:
        yield scene


def pre_reviewed(scene: Scene, disturb: Callable[[Scene], str]) -> str:
    case = disturb(scene)
    wait(lambda: scene.state(case) == "IN_REVIEW", f"pre-reviewed, although {disturb.__name__}")
    scene.clerk.claim(case)
    return case


def finished(scene: Scene, case: str) -> bool:
    """Tell whether nothing is owed any more."""
    letters = "SELECT count(*) FROM resubmission_letter WHERE application_id = %s AND state = 'MADE'"
    return scene.database.one(letters, case) == 2 and scene.database.ask(
        """SELECT a.state, p.state, d.state FROM resubmission_application a
           JOIN lookup_pdffile p ON p.invoice_id = a.invoice_id
           JOIN support_notice n ON n.link = '/applications/' || a.id || '/'
           JOIN support_noticedelivery d ON d.notice_id = n.id WHERE a.id = %s""",
        case,
    ) == [("SETTLED", "MADE", "SENT")]


def whole(scene: Scene, name: str, digest: str) -> bool:
    return hashlib.sha256((scene.stack.var / "files" / name).read_bytes()).hexdigest() == digest


def letters(scene: Scene, case: str) -> list[tuple]:
    """Return each letter of the case: its kind, whether its file is whole, how many papers are registered of it."""
    asked = """SELECT l.kind, l.name, l.digest, (SELECT count(*) FROM papers_paper p WHERE p.subject = l.id::text)
               FROM resubmission_letter l WHERE l.application_id = %s ORDER BY l.kind"""
    rows = scene.database.ask(asked, case)
    return [(kind, whole(scene, name, digest), papers) for kind, name, digest, papers in rows]


def outcome(scene: Scene, case: str) -> dict[str, object]:
    """Return how many there are of what there must be one of."""
    ask, link = scene.database.ask, f"/applications/{case}/"
    number, invoice = ask("SELECT number, invoice_id FROM resubmission_application WHERE id = %s", case)[0]
    keys = "SELECT d.id::text FROM support_noticedelivery d JOIN support_notice n ON n.id = d.notice_id"
    sent = f"SELECT count(*) FROM gateway_outboxmessage WHERE key IN ({keys} WHERE n.link = %s)"
    (name, digest), *more = ask("SELECT name, digest FROM lookup_pdffile WHERE invoice_id = %s", invoice)
    events = ask("SELECT action FROM history_event WHERE subject_id IN (%s, %s) AND subject_type IN "
                 "('application', 'invoice') ORDER BY id", case, str(invoice))  # fmt: skip
    once = ("begin_review", "settle", "supplemented", "pdf_made")
    return {
        "state": scene.state(case),
        "records": ask("SELECT count(*) FROM lookup_invoice WHERE number = %s", number)[0][0],
        "notices": ask("SELECT count(*) FROM support_notice WHERE link = %s", link)[0][0],
        "messages": ask(sent, link)[0][0],
        "findings": ask("SELECT rule FROM resubmission_finding WHERE application_id = %s ORDER BY rule", case),
        "pdf rows": 1 + len(more),
        "pdf whole": whole(scene, name, digest),
        "letters": letters(scene, case),
        "events": sorted(action for (action,) in events if action in once),
    }


ONE_OF_EVERYTHING = {
    "state": "SETTLED", "records": 1, "notices": 1, "messages": 1, "findings": [("evidence_read",)],
    "pdf rows": 1, "pdf whole": True, "letters": [("ACCEPTED", True, 1), ("SETTLED", True, 1)],
    "events": ["begin_review", "pdf_made", "settle", "supplemented"],
}  # fmt: skip


def test_worker_killed_at_any_moment_ends_with_exactly_one_of_everything(scene):
    cases = [pre_reviewed(scene, act) for act in SUBMITTING]
    for act, case in zip(SETTLING, cases, strict=True):
        act(scene, case)
    wait(lambda: all(finished(scene, case) for case in cases), "nothing is owed any more", seconds=120)
    time.sleep(3)  # some more sweeps, which must find nothing to do

    moments = [(one.__name__, other.__name__) for one, other in zip(SUBMITTING, SETTLING, strict=True)]
    ended = {moment: outcome(scene, case) for moment, case in zip(moments, cases, strict=True)}
    assert ended == dict.fromkeys(moments, ONE_OF_EVERYTHING)
    files = [path for path in (scene.stack.var / "files" / "pdf").rglob("*") if path.is_file()]
    assert len(files) == len(cases)
    assert scene.database.one("SELECT count(*) FROM gateway_outboxmessage") == len(cases)
