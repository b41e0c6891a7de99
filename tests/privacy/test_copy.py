"""A copy of my data: everything of mine, nothing of others, made once by the worker."""
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from invoice_portal.accounts.models import Look
from invoice_portal.chat.models import Conversation, Message
from invoice_portal.history.models import Event
from invoice_portal.privacy.handing_out.making import make, requeue_owed
from invoice_portal.privacy.models import DataExport
from tests.factories import OperatorFactory, StaffFactory
from tests.login import login_as


@pytest.fixture
def client(world) -> Client:
    return login_as(Client(), world.owner)


def opened(client: Client) -> zipfile.ZipFile:
    answer = client.get(f"/privacy/copies/{DataExport.objects.latest('asked_at').pk}/file/")
    assert answer.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_copy_holds_everything_of_mine_in_the_clear(world, client):
    archive = opened(client)
    data = {name: json.loads(archive.read(name)) for name in archive.namelist() if name.startswith("data/")}
    account = data["data/account.json"][0]
    assert (account["phone"], account["name"]) == (world.owner.person.phone, world.owner.person.name)
    assert "password" not in account
    assert {row["id"] for row in data["data/applications.json"]} >= {world.real.application}
    assert data["data/messages.json"][0]["text"] == "秘密问题"
    assert any("拒不开具" in row["text"] for row in data["data/complaint_texts.json"])
    assert {row["id"] for row in data["data/traces.json"]} >= {world.real.trace, world.real.missing}
    assert len(data["data/looks_of_staff.json"]) == Look.objects.count()
    files = sorted(name for name in archive.namelist() if name.startswith("files/"))
    assert {name.split("/")[1] for name in files} == {"applications", "conversations", "complaints"}
    assert all(archive.read(name)[:4] == b"\x89PNG" or name.endswith(".xml") for name in files)


def test_copy_holds_nothing_of_others(world):
    stranger = OperatorFactory()
    client = login_as(Client(), stranger)
    where = client.post("/privacy/copies/")["Location"]
    make(where.split("/")[-2])
    archive = opened(client)
    said = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert "秘密" not in said
    assert all(secret not in said for secret in world.secrets)
    assert world.owner.person.phone not in said


def test_names_of_staff_stay_out(world, client):
    look = json.loads(opened(client).read("data/looks_of_staff.json"))[0]
    assert "person_id" not in look
    assert "at" in look


def test_notes_among_agents_stay_out(world, client):
    conversation = Conversation.objects.get(pk=world.real.chat)
    agent = StaffFactory().person
    Message.objects.create(conversation=conversation, number=99, author="NOTE", text="仅供内部", staff=agent)
    export = DataExport.objects.create(person=world.owner.person, language="zh-hans")
    make(str(export.pk))
    said = opened(client).read("data/messages.json").decode()
    assert "秘密问题" in said
    assert "仅供内部" not in said


def test_asked_twice_it_is_one_copy_and_one_event(world, client):
    DataExport.objects.all().delete()
    first, second = (client.post("/privacy/copies/")["Location"] for _n in range(2))
    assert first == second
    export = DataExport.objects.get()
    assert make(str(export.pk)) is True
    assert make(str(export.pk)) is False
    assert Event.objects.filter(subject_id=export.pk, action="made").count() == 1
    client.get(f"{first}file/")
    assert Event.objects.filter(subject_id=export.pk, action="downloaded", actor=world.owner.person).count() == 1


def test_a_copy_lost_with_its_message_is_found_again(world, client, django_capture_on_commit_callbacks):
    DataExport.objects.all().delete()
    client.post("/privacy/copies/")
    DataExport.objects.update(owed_at="2026-01-01T00:00Z")
    assert requeue_owed() == 1


def test_a_copy_that_cannot_be_written_is_owed_again_and_fails_in_the_end(world, client, monkeypatch):
    DataExport.objects.all().delete()
    client.post("/privacy/copies/")
    export = DataExport.objects.get()

    def broken(_person):
        raise OSError("no space left")

    monkeypatch.setattr("invoice_portal.privacy.handing_out.making.files_of", broken)
    for _attempt in range(5):
        with pytest.raises(OSError, match="no space"):
            make(str(export.pk))
    export.refresh_from_db()
    assert (export.state, export.name) == ("FAILED", "")
    page = client.get(f"/privacy/copies/{export.pk}/").content.decode()
    assert "请重新提交一次" in page
    assert client.get(f"/privacy/copies/{export.pk}/file/").status_code == 404


def test_a_copy_that_was_altered_is_not_handed_out(world, client):
    export = DataExport.objects.get()
    path = Path(default_storage.path(export.name))
    path.write_bytes(path.read_bytes() + b"x")
    answer = client.get(f"/privacy/copies/{export.pk}/file/")
    assert answer.status_code == 410
    assert not Event.objects.filter(subject_id=export.pk, action="downloaded").exists()
