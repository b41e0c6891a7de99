"""A worker killed with -9 at any moment leads, after its restart, to exactly one record, one notice, one PDF.

The moments are chosen by holding up a real worker before a certain row or table, and killing it there.
"""
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest
import redis
from django.utils import timezone

from tests.documents import LINE, einvoice_xml
from tests.factories import tax_id

from .people import Applicant, Clerk
from .stack import Stack, running_stack
from .worker import Database, Worker, wait

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]
BUYER, BUYER_NAME, SELLER, SELLER_NAME = tax_id(1), "北京云杉软件技术有限公司", tax_id(2), "北京禾丰食品有限公司"
PASSWORD = "correct-horse-battery"
#: As an operator may set them who wants what was lost back sooner: what takes longer is done again.
SOON = {"SWEEP_SECONDS": "1", "LEASE_SECONDS": "8"}


@dataclass
class Scene:
    """One stack with its worker, the people, and the applications by the moment at which they were disturbed."""

    stack: Stack
    worker: Worker
    database: Database
    applicant: Applicant
    clerk: Clerk

    def submit(self, sequence: int) -> str:
        """Hand in an application for an invoice of its own, with its XML."""
        day = timezone.localdate().replace(day=1)
        number = f"{day:%y}112{sequence:015d}"
        claimed = {
            "number": number, "issue_date": day.isoformat(), "seller_tax_id": SELLER, "seller_name": SELLER_NAME,
            "buyer_tax_id": BUYER, "buyer_name": BUYER_NAME, "amount": "100.00", "tax": "13.00", "total": "113.00",
        }  # fmt: skip
        evidence = einvoice_xml(
            number, issued=f"{day} 10:00:00", seller_id=SELLER, seller=SELLER_NAME, buyer_id=BUYER, buyer=BUYER_NAME,
            lines=(LINE,),
        )  # fmt: skip
        return self.applicant.apply(claimed, evidence)

    def state(self, case: str) -> str:
        return self.database.one("SELECT state FROM resubmission_application WHERE id = %s", case)

    def lose_all_messages(self) -> None:
        """Empty Redis, as if its disk were lost."""
        redis.Redis(unix_socket_path=str(self.stack.var / "redis" / "redis.sock"), db=1).flushdb()


@pytest.fixture
def scene():
    with running_stack(DEMO="0", **SOON) as stack:
        stack.manage("create_taxpayer", BUYER, BUYER_NAME, "--phone", "13800000001", "--verified")
        token = stack.manage("issue_token", BUYER).splitlines()[-1].split()[-1]
        stack.manage("create_staff", "clerk", "--regions", "11", "--password", PASSWORD)
        yield Scene(stack, Worker(stack), Database(stack), Applicant(stack, token), Clerk(stack, "clerk", PASSWORD))


# -- Moments of the pre-review ------------------------------------------------------------------------------------


def killed_while_the_pre_review_is_owed(scene: Scene) -> str:
    """The message never reached it, and is lost with Redis besides."""
    scene.worker.freeze()
    case = scene.submit(1)
    scene.worker.kill()
    scene.lose_all_messages()
    return case


def killed_while_a_rule_judges(scene: Scene) -> str:
    scene.worker.freeze()
    case = scene.submit(2)
    with scene.database.locked("LOCK TABLE lookup_invoice IN ACCESS EXCLUSIVE MODE"):
        scene.worker.thaw()
        scene.database.wait_until_held_up()
        assert scene.database.one("SELECT prereview_at FROM resubmission_application WHERE id = %s", case)
        scene.worker.kill()
    return case


def pool_killed_while_findings_are_written(scene: Scene) -> str:
    scene.worker.freeze()
    case = scene.submit(3)
    with scene.database.locked("LOCK TABLE resubmission_finding IN SHARE MODE"):
        scene.worker.thaw()
        scene.database.wait_until_held_up()
        scene.worker.kill_pool()
    return case


# -- Moments of the settlement ------------------------------------------------------------------------------------


def killed_between_approval_and_notice(scene: Scene, case: str) -> None:
    scene.worker.freeze()
    scene.clerk.approve(case)
    scene.worker.kill()


def killed_before_the_sms_left_and_while_the_record_is_read(scene: Scene, case: str) -> None:
    scene.worker.freeze()
    scene.clerk.approve(case)
    both = "LOCK TABLE gateway_outboxmessage, lookup_invoice IN ACCESS EXCLUSIVE MODE"
    with scene.database.locked(both):
        scene.worker.thaw()
        scene.database.wait_until_held_up(2)
        scene.worker.kill()


def killed_after_the_sms_left_and_after_the_file_was_stored(scene: Scene, case: str) -> None:
    """Both rows still say that it is owed."""
    scene.worker.freeze()
    scene.clerk.approve(case)
    ask = scene.database.one
    invoice = ask("SELECT invoice_id FROM resubmission_application WHERE id = %s", case)
    delivery = ask(
        "SELECT d.id FROM support_noticedelivery d JOIN support_notice n ON n.id = notice_id WHERE n.link = %s",
        f"/applications/{case}/",
    )
    with scene.database.locked("SELECT 1 FROM lookup_invoice WHERE id = %s FOR UPDATE", invoice):
        with scene.database.locked("LOCK TABLE gateway_outboxmessage IN ACCESS EXCLUSIVE MODE"):
            scene.worker.thaw()
            scene.database.wait_until_held_up(2)
            row = scene.database.locked("SELECT 1 FROM support_noticedelivery WHERE id = %s FOR UPDATE", delivery)
            row.__enter__()
        wait(lambda: ask("SELECT count(*) FROM gateway_outboxmessage WHERE key = %s", str(delivery)), "the SMS left")
        scene.database.wait_until_held_up(2)
        assert ask("SELECT state FROM support_noticedelivery WHERE id = %s", delivery) == "OWED"
        name, state = scene.database.ask("SELECT name, state FROM lookup_pdffile WHERE invoice_id = %s", invoice)[0]
        assert state == "MAKING" and (scene.stack.var / "files" / name).exists()
        scene.worker.kill()
    row.__exit__(None, None, None)


SUBMITTING: list[Callable[[Scene], str]] = [
    killed_while_the_pre_review_is_owed, killed_while_a_rule_judges, pool_killed_while_findings_are_written,
]  # fmt: skip
SETTLING: list[Callable[[Scene, str], None]] = [
    killed_after_the_sms_left_and_after_the_file_was_stored, killed_before_the_sms_left_and_while_the_record_is_read,
    killed_between_approval_and_notice,
]  # fmt: skip


def pre_reviewed(scene: Scene, disturb: Callable[[Scene], str]) -> str:
    case = disturb(scene)
    wait(lambda: scene.state(case) == "IN_REVIEW", f"pre-reviewed, although {disturb.__name__}")
    scene.clerk.claim(case)
    return case


def finished(scene: Scene, case: str) -> bool:
    """Tell whether nothing is owed any more."""
    return scene.database.ask(
        """SELECT a.state, p.state, d.state FROM resubmission_application a
           JOIN lookup_pdffile p ON p.invoice_id = a.invoice_id
           JOIN support_notice n ON n.link = '/applications/' || a.id || '/'
           JOIN support_noticedelivery d ON d.notice_id = n.id WHERE a.id = %s""",
        case,
    ) == [("SETTLED", "MADE", "SENT")]


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
        "pdf whole": hashlib.sha256((scene.stack.var / "files" / name).read_bytes()).hexdigest() == digest,
        "events": sorted(action for (action,) in events if action in once),
    }


ONE_OF_EVERYTHING = {
    "state": "SETTLED", "records": 1, "notices": 1, "messages": 1, "findings": [("evidence_read",)],
    "pdf rows": 1, "pdf whole": True, "events": ["begin_review", "pdf_made", "settle", "supplemented"],
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
