"""Moments at which a worker is killed: each brings one application there, by holding up the database at a step."""
import time
from collections.abc import Callable
from contextlib import ExitStack

from .scene import Scene


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
        scene.database.wait_until_held_up(lambda: scene.begun(case))
        scene.worker.kill()
    return case


def pool_killed_while_findings_are_written(scene: Scene) -> str:
    scene.worker.freeze()
    case = scene.submit(3)
    with scene.database.locked("LOCK TABLE resubmission_finding IN SHARE MODE"):
        scene.worker.thaw()
        scene.database.wait_until_held_up(lambda: scene.begun(case))
        scene.worker.kill_pool()
    return case


def killed_between_approval_and_notice(scene: Scene, case: str) -> None:
    scene.worker.freeze()
    scene.clerk.approve(case)
    scene.worker.kill()


def killed_before_the_sms_left(scene: Scene, case: str) -> None:
    scene.worker.freeze()
    scene.clerk.approve(case)
    with scene.database.locked("LOCK TABLE gateway_outboxmessage IN ACCESS EXCLUSIVE MODE"):
        scene.worker.thaw()
        scene.database.wait_until_held_up(lambda: "SMS" in scene.held_up_at(case))
        scene.worker.kill()


def killed_after_the_sms_left(scene: Scene, case: str) -> None:
    """Its row still says that it is owed."""
    scene.worker.freeze()
    scene.clerk.approve(case)
    database, (delivery, _invoice) = scene.database, scene.owed(case)
    left = "SELECT count(*) FROM gateway_outboxmessage WHERE key = %s"
    with ExitStack() as held_up:
        with database.locked("LOCK TABLE gateway_outboxmessage IN ACCESS EXCLUSIVE MODE"):
            scene.worker.thaw()
            database.wait_until_held_up(lambda: "SMS" in scene.held_up_at(case))
            row = "SELECT 1 FROM support_noticedelivery WHERE id = %s FOR UPDATE"
            held_up.enter_context(database.locked(row, delivery))
        database.wait_until_held_up(lambda: database.one(left, str(delivery)))
        assert "SMS" in scene.held_up_at(case)
        scene.worker.kill()


def killed_while_the_record_is_read_for_the_pdf(scene: Scene, case: str) -> None:
    scene.worker.freeze()
    scene.clerk.approve(case)
    with scene.database.locked("LOCK TABLE lookup_invoice IN ACCESS EXCLUSIVE MODE"):
        scene.worker.thaw()
        scene.database.wait_until_held_up(lambda: "PDF" in scene.held_up_at(case))
        scene.worker.kill()


def killed_after_the_pdf_was_stored(scene: Scene, case: str) -> None:
    """Its row still says that it is being made."""
    scene.worker.freeze()
    scene.clerk.approve(case)
    _delivery, invoice = scene.owed(case)
    name = "SELECT name FROM lookup_pdffile WHERE invoice_id = %s"

    def stored() -> bool:
        return (scene.stack.var / "files" / (scene.database.one(name, invoice) or "none yet")).exists()

    with scene.database.locked("SELECT 1 FROM lookup_invoice WHERE id = %s FOR UPDATE", invoice):
        scene.worker.thaw()
        scene.database.wait_until_held_up(stored)
        assert "PDF" in scene.held_up_at(case)
        scene.worker.kill()


def killed_after_the_letter_was_stored(scene: Scene, case: str) -> None:
    """Its row still says that it is being made, and no paper is registered."""
    scene.worker.freeze()
    scene.clerk.approve(case)
    row = "SELECT id FROM resubmission_letter WHERE application_id = %s AND kind = 'SETTLED'"
    letter, before = scene.database.one(row, case), scene.letter_files()
    making = "SELECT state = 'MAKING' FROM resubmission_letter WHERE id = %s"
    with ExitStack() as held_up:
        held_up.enter_context(scene.database.locked("LOCK TABLE papers_paper IN ACCESS EXCLUSIVE MODE"))
        scene.worker.thaw()
        scene.database.wait_until_held_up(
            lambda: scene.database.one(making, letter) and len(scene.letter_files() - before) >= 1
        )
        scene.worker.kill()


def left_alone(scene: Scene) -> str:
    return scene.submit(int(time.time() * 1000))


SUBMITTING: list[Callable[[Scene], str]] = [
    killed_while_the_pre_review_is_owed, killed_while_a_rule_judges, pool_killed_while_findings_are_written,
    left_alone, left_alone, left_alone,
]  # fmt: skip
#: What has to wait for the gateway's next try (30 s) comes first.
SETTLING: list[Callable[[Scene, str], None]] = [
    killed_after_the_sms_left, killed_before_the_sms_left, killed_after_the_pdf_was_stored,
    killed_while_the_record_is_read_for_the_pdf, killed_after_the_letter_was_stored,
    killed_between_approval_and_notice,
]  # fmt: skip
