import io
import threading

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from invoice_portal.accounts.tokens import issue_token
from lookup.feed import posted
from lookup.models import Batch, Invoice, PostedFeed, Source
from lookup.sources import issue_source_token, register_source, span_of
from tests.documents import zip_of
from tests.factories import OperatorFactory

from .batches import contents, prefixed, torn

FEEDS = "/api/v1/feeds/"


@pytest.fixture(autouse=True)
def _storage(settings, tmp_path):
    place = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path / "files")}}
    settings.STORAGES = settings.STORAGES | {"default": place}


@pytest.fixture
def token(source) -> str:
    return issue_source_token(source)


def post(data: bytes | None, token: str, client: Client | None = None):
    body = {} if data is None else {"file": SimpleUploadedFile("b.zip", data)}
    headers = {"authorization": f"Bearer {token}"} if token else {}
    return (client or Client()).post(FEEDS, body, headers=headers)


def get(path: str, token: str):
    return Client().get(path, headers={"authorization": f"Bearer {token}"})


def stored() -> list[str]:
    found = []
    for folder in default_storage.listdir("feeds")[0] if default_storage.exists("feeds") else []:
        found += default_storage.listdir(f"feeds/{folder}")[1]
    return found


def test_zip_posted_is_queued_read_and_told_of(token, django_capture_on_commit_callbacks):
    answer = post(zip_of(contents(1, 2)), token)
    assert (answer.status_code, answer.json()["state"], answer.json()["batches"]) == (202, "WAITING", [])
    assert get(answer["Location"], token).json()["state"] == "WAITING"
    assert posted.read(answer.json()["id"])
    told = get(answer["Location"], token).json()
    (batch,) = told["batches"]
    assert (told["state"], batch["state"], batch["accepted"], batch["batch"]) == ("DONE", "READ", 2, 1)
    assert Invoice.objects.count() == 2


def test_same_zip_again_is_the_same_row_and_file(token):
    data = zip_of(contents(1))
    first, second = post(data, token), post(data, token)
    posted.read(first.json()["id"])
    third = post(data, token)
    assert first.json()["id"] == second.json()["id"] == third.json()["id"]
    assert (second.status_code, third.json()["state"]) == (202, "DONE")
    assert (PostedFeed.objects.count(), len(stored()), Batch.objects.count()) == (1, 1, 1)


def test_zip_of_several_batches_is_read_in_their_order(token):
    answer = post(zip_of(prefixed("b", contents(2, batch=2)) | prefixed("c", contents(1, batch=1))), token)
    posted.read(answer.json()["id"])
    assert [batch["batch"] for batch in PostedFeed.objects.get().batches] == [1, 2]


def test_zip_that_holds_no_batch_or_does_not_open_is_refused_in_the_report(token):
    for data in (zip_of({"a.txt": b"x"}), torn(zip_of(contents(1)))):
        answer = post(data, token)
        assert posted.read(answer.json()["id"])
        (batch,) = get(answer["Location"], token).json()["batches"]
        assert batch["state"] == "REFUSED"
        assert batch["detail"]


def test_batch_of_another_source_is_refused(token):
    register_source(code="SH01", name="上海", region="31", every=span_of("24h"))
    answer = post(zip_of(contents(1, source="SH01")), token)
    posted.read(answer.json()["id"])
    (batch,) = PostedFeed.objects.get().batches
    assert batch["state"] == "REFUSED"
    assert not Batch.objects.exists()


@pytest.mark.parametrize(
    ("data", "status"), [(None, 400), (b"", 400), (b"hello", 400), (b"PK\x03\x04" + b"x" * 3000, 413)]
)
def test_what_is_no_zip_or_too_large_is_refused_at_once(token, settings, data, status):
    settings.FEED_LARGEST = 2000
    answer = post(data, token)
    assert answer.status_code == status
    assert set(answer.json()) == {"code", "detail", "fields"}
    assert not PostedFeed.objects.exists()
    assert stored() == []


def test_too_many_that_wait_are_refused(token, monkeypatch):
    monkeypatch.setattr("lookup.feed.posting.MOST_WAITING", 1)
    assert post(zip_of(contents(1)), token).status_code == 202
    assert post(zip_of(contents(2, batch=2)), token).status_code == 429
    assert len(stored()) == 1


def test_tokens_of_taxpayers_and_of_sources_are_good_for_their_own_only(token):
    taxpayers = issue_token(operator=OperatorFactory())
    answers = [post(zip_of(contents(1)), wrong) for wrong in (taxpayers, "nonsense")]
    answers += [get("/api/v1/invoices/", token), get("/api/v1/invoices/", "nonsense")]
    assert {(answer.status_code, answer.content) for answer in answers} == {(401, answers[0].content)}
    assert {answer["WWW-Authenticate"] for answer in answers} == {"Bearer"}
    assert post(zip_of(contents(1)), "").status_code == 401
    assert not PostedFeed.objects.exists()


def test_feed_of_another_source_looks_as_if_it_did_not_exist(token):
    answer = post(zip_of(contents(1)), token)
    other = issue_source_token(register_source(code="SH01", name="上海", region="31", every=span_of("24h")))
    theirs, none = get(answer["Location"], other), get(f"{FEEDS}00000000-0000-4000-8000-000000000000/", other)
    assert (theirs.status_code, theirs.content) == (none.status_code, none.content) == (404, none.content)


def test_token_is_shown_once_kept_as_a_digest_and_replaces_the_older(source):
    out = io.StringIO()
    call_command("issue_source_token", "BJ01", stdout=out)
    first = out.getvalue().strip()
    second = issue_source_token(source)
    assert first not in str(Source.objects.values())
    assert get(f"{FEEDS}00000000-0000-4000-8000-000000000000/", first).status_code == 401
    assert get(f"{FEEDS}00000000-0000-4000-8000-000000000000/", second).status_code == 404
    with pytest.raises(CommandError):
        call_command("issue_source_token", "NOBODY")


def test_source_without_a_token_is_entered_by_no_empty_one(source):
    assert Client().post(FEEDS, headers={"authorization": "Bearer "}).status_code == 401


def test_dead_workers_claim_is_taken_over_and_a_live_ones_is_not(token):
    feed = post(zip_of(contents(1)), token).json()["id"]
    PostedFeed.objects.update(state="READING", claimed_at=timezone.now())
    assert not posted.read(feed)
    PostedFeed.objects.update(claimed_at=timezone.now() - posted.LEASE * 2)
    assert posted.requeue_owed() == 1
    assert posted.read(feed)
    assert Invoice.objects.count() == 1


def test_file_goes_after_a_week_and_the_report_stays(token):
    feed = post(zip_of(contents(1)), token).json()["id"]
    posted.read(feed)
    assert posted.forget_old() == 0
    PostedFeed.objects.update(posted_at=timezone.now() - posted.KEPT * 2)
    assert posted.forget_old() == 1
    assert stored() == []
    assert PostedFeed.objects.get().batches[0]["state"] == "READ"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_same_zip_posted_at_once_is_one(token):
    data, answers = zip_of(contents(1)), []
    threads = [threading.Thread(target=lambda: answers.append(post(data, token).json())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len({answer["id"] for answer in answers}) == 1
    assert (len(answers), len(stored())) == (4, 1)
