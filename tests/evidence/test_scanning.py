"""With a scanner, evidence is held until it has answered; what it finds is refused and kept for the operator."""
import socket
import threading
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from invoice_portal.history.record import history_of
from invoice_portal.refusal import Refusal
from invoice_portal.support.models import Notice
from resubmission.evidence import add, read, remove
from resubmission.models import Application, Picturing, Scan
from resubmission.prereview import run, waiting
from resubmission.scanning import asking, clamd
from resubmission.submitting import missing_steps, submit
from tests.factories import StaffFactory
from tests.login import login_as, login_staff
from tests.resubmission_applicant.test_actions import complete_draft
from tests.review.cases import held_by, submitted

from .clamd import MARK, scanner
from .test_pictures import photo

pytestmark = [pytest.mark.django_db, pytest.mark.enable_socket]
State = Scan.State


@pytest.fixture
def world(settings):
    with scanner() as server:
        settings.CLAMD_URL = server.url
        yield server


@pytest.fixture
def case(world, operator):
    """Handed in with one file, while the scanner has not been asked yet."""
    return submitted(operator, held_by(operator), files=[photo()])


def ask(application: Application) -> list[bool]:
    return [asking.ask(str(scan.pk)) for scan in Scan.objects.filter(evidence__application=application)]


def due() -> None:
    Scan.objects.update(owed_at=timezone.now() - timedelta(minutes=1))


def test_file_is_held_until_the_scanner_has_answered(world, case, operator, client):
    file = case.evidence.get()
    with pytest.raises(Refusal) as refused:
        read(file)
    assert (refused.value.code, Picturing.objects.count()) == ("evidence_held", 0)
    assert (waiting(), run(str(case.pk))) == ([], False)
    address = f"/applications/{case.pk}/evidence/{file.pk}/"
    assert login_as(client, operator).get(address).status_code == 409
    assert "正在查毒" in client.get(f"/applications/{case.pk}/").content.decode()
    login_staff(client, StaffFactory())
    shown = client.get(f"/admin/resubmission/application/{case.pk}/evidence/").content.decode()
    assert "正在查毒" in shown and "data-preparing" in shown and "下载原件" not in shown
    assert client.get(f"/admin/resubmission/application/{case.pk}/evidence/{file.pk}/").status_code == 409

    assert ask(case) == [True]
    file = case.evidence.get()
    assert (file.scan.state, b"".join(world.chunks)) == (State.CLEAN, read(file))
    assert (Picturing.objects.get().state, waiting()) == ("OWED", [case.pk])
    assert run(str(case.pk))


def test_large_file_goes_over_in_chunks(world, application):
    data = photo() + bytes(1_000_000)
    add(application, data=data, original_name="a", by=application.operator.person)
    assert ask(application) == [True]
    assert b"".join(world.chunks) == data
    assert len(world.chunks) > 10 and max(map(len, world.chunks)) <= 65_536


def test_infected_file_is_refused_kept_apart_and_told(
    world, case, operator, client, django_capture_on_commit_callbacks
):
    first = case.evidence.get()
    infected = photo() + MARK
    Application.objects.update(state="RETURNED")
    case.refresh_from_db()
    kept, _new = add(case, data=infected, original_name="合同.jpg", by=operator.person)
    submit(case, by=operator.person)
    with django_capture_on_commit_callbacks(execute=False):
        ask(case)
    kept.refresh_from_db()
    kept = case.evidence.get(pk=kept.pk)
    assert (kept.scan.state, kept.scan.signature) == (State.INFECTED, "Test.Mark")
    assert kept.name.startswith("quarantine/")
    assert default_storage.open(kept.name).read() == infected
    assert not Picturing.objects.filter(evidence=kept).exists()
    with pytest.raises(Refusal) as refused:
        read(kept)
    assert refused.value.code == "evidence_infected"
    event = [event for event in history_of("application", case.pk) if event.action == "evidence_infected"]
    assert event[0].data == {
        "name": "合同.jpg", "digest": kept.digest, "signature": "Test.Mark", "quarantined": kept.name,
    }  # fmt: skip
    assert Notice.objects.get(kind="evidence_infected").params["name"] == "合同.jpg"
    page = login_as(client, operator).get(f"/applications/{case.pk}/").content.decode()
    assert "含有病毒（Test.Mark）" in page and f"/evidence/{kept.pk}/" not in page
    # The clerk learns of it, and the other file is looked at.
    assert run(str(case.pk))
    assert ("evidence_infected", "SERIOUS") in set(case.findings.values_list("rule", "severity"))
    assert read(case.evidence.get(pk=first.pk))


def test_infected_file_alone_is_no_evidence_and_stays_with_the_operator(
    world, application, operator, django_capture_on_commit_callbacks
):
    data = photo() + MARK
    kept, _new = add(application, data=data, original_name="a", by=operator.person)
    assert "evidence" not in missing_steps(application)
    with django_capture_on_commit_callbacks(execute=True):
        ask(application)
    assert "evidence" in missing_steps(application)
    with pytest.raises(Refusal) as refused:
        add(application, data=data, original_name="b", by=operator.person)
    assert refused.value.code == "infected"
    kept = application.evidence.get()
    with django_capture_on_commit_callbacks(execute=True):
        remove(kept, by=operator.person)
    assert (application.evidence.count(), default_storage.open(kept.name).read()) == (0, data)


@pytest.mark.parametrize(
    "says", [b"", b"stream: OK", b"nonsense\0", b"INSTREAM size limit exceeded. ERROR\0", b"\xff" * 9000]
)
def test_anything_but_a_verdict_leaves_the_file_held(world, case, says):
    world.says = says
    assert ask(case) == [False]
    scan = Scan.objects.get()
    assert (scan.state, bool(scan.trouble)) == (State.WAITING, True)


def test_scanner_that_is_down_is_asked_again_with_growing_pauses(world, case, settings, client):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.CLAMD_URL = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    pauses = []
    for _time in range(9):
        before = timezone.now()
        assert ask(case) == [False]
        scan = Scan.objects.get()
        pauses.append(round((scan.owed_at - before).total_seconds()))
        # Not due yet: nobody asks.
        assert (asking.requeue_owed(), ask(case), Scan.objects.get().attempts) == (0, [False], scan.attempts)
        due()
    assert pauses == [15, 30, 60, 120, 240, 480, 900, 900, 900]
    assert (scan.state, "ConnectionRefused" in scan.trouble) == (State.WAITING, True)
    told = client.get("/readyz").json()["degraded"]["scanner"]
    assert told.startswith("1 files held since") and "127.0.0.1" not in told
    settings.CLAMD_URL = world.url
    assert asking.requeue_owed() == 1
    assert ask(case) == [True]
    assert "degraded" not in client.get("/readyz").json()


def test_scanner_that_hangs_is_left_alone(world, case, monkeypatch):
    monkeypatch.setattr(clamd, "STEP", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(clamd.Unavailable):
            clamd.scan(f"tcp://127.0.0.1:{silent.getsockname()[1]}", [b"x"])


def test_file_too_large_for_the_scanner_stays_held(settings, application, operator):
    with scanner(largest=1000) as server:
        settings.CLAMD_URL = server.url
        add(application, data=photo() + bytes(2**20), original_name="a", by=operator.person)
        assert ask(application) == [False]
    assert Scan.objects.get().state == State.WAITING


def test_unix_socket_answers_too(tmp_path):
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "clamd"))
        listening.listen()
        def serve():
            line, _peer = listening.accept()
            with line:
                line.recv(100)
                line.sendall(b"stream: Eicar FOUND\0")

        threading.Thread(target=serve, daemon=True).start()
        assert clamd.scan(f"unix://{tmp_path}/clamd", [b"x"]) == "Eicar"


@pytest.mark.parametrize("url", ["http://x:1", "tcp://x", "tcp://:3310", "unix://", "clamav:3310"])
def test_address_that_is_none_is_refused_at_start(url):
    with pytest.raises(ValueError, match="CLAMD_URL"):
        clamd.check_address(url)


def test_dead_worker_is_followed_by_another_and_a_lost_claim_counts_for_nothing(world, case, monkeypatch):
    Scan.objects.update(state=State.SCANNING, claimed_at=timezone.now() - asking.LEASE - timedelta(seconds=1))
    assert asking.requeue_owed() == 1
    verdict = asking._verdict

    def slow(row):
        Scan.objects.update(claimed_at=timezone.now())
        return verdict(row)

    monkeypatch.setattr(asking, "_verdict", slow)
    assert ask(case) == [False]
    assert Scan.objects.get().state == State.SCANNING


def test_without_a_scanner_nothing_is_held(settings, operator):
    settings.CLAMD_URL = ""
    draft = complete_draft(operator)
    assert (Scan.objects.count(), Picturing.objects.count()) == (0, 1)
    assert read(draft.evidence.get())
