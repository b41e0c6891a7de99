"""Text goes in, sound comes out; what is too long, empty or in no language we have is refused in words."""
import pytest
from django.core.cache import cache
from django.test import Client

from invoice_portal.support.aloud import views
from invoice_portal.support.aloud.plain import words_of

pytestmark = pytest.mark.django_db
BYTES_A_SECOND = 5000


def ask(client: Client, text: str, language: str = "zh-Hans"):
    return client.post("/aloud/", {"text": text, "lang": language})


def seconds(sound: bytes) -> float:
    assert sound[0] == 0xFF and sound[1] & 0xE0 == 0xE0, "no MP3 frame"
    return len(sound) / BYTES_A_SECOND


@pytest.mark.parametrize(
    ("text", "language"),
    [("发票号码二六一一。", "zh-Hans"), ("发票号码二六一一。", "zh-Hant"), ("The invoice has arrived.", "en")],
)
def test_sentence_is_answered_with_sound_that_is_not_kept(client, text, language):
    answer = ask(client, text, language)
    assert answer.status_code == 200 and answer["Content-Type"] == "audio/mpeg"
    assert 1 < seconds(answer.content) < 6
    assert answer["Cache-Control"] == "no-store"


def test_number_takes_as_long_as_its_digits_one_by_one(client):
    assert seconds(ask(client, "26112000000000000001").content) > 4


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("", "zh", "nothing"),
        ("票" * (views.LONGEST + 1), "zh", "too_long"),
        ("发票", "", "no_voice"),
        ("发票", "xx", "no_voice"),
        ("发票", "../../etc", "no_voice"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(client, text, language, code):
    answer = ask(client, text, language)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert answer.json()["detail"]


def test_text_is_never_taken_from_an_address(client):
    assert client.get("/aloud/", {"text": "发票", "lang": "zh"}).status_code == 405


def test_who_asks_too_often_is_told_when_to_come_again(client, monkeypatch):
    monkeypatch.setattr(views, "TIMES", 1)
    cache.delete("limit:aloud:127.0.0.1")
    assert ask(client, "好。").status_code == 200
    assert ask(client, "好。").status_code == 429
    cache.delete("limit:aloud:127.0.0.1")


def test_article_is_played_on_a_page_that_needs_no_script(client):
    page = client.get("/help/zh-hans/not-found/").content.decode()
    assert 'action="/help/zh-hans/not-found/aloud/"' in page
    player = client.get("/help/zh-hans/not-found/aloud/").content.decode()
    assert '<audio class="aloud" controls preload="none" src="/help/zh-hans/not-found/aloud.mp3">' in player
    assert client.get("/help/zh-hans/no-such/aloud/").status_code == 404


def test_article_s_sound_is_long_and_can_be_had_in_parts(client):
    whole = client.get("/help/en/not-found/aloud.mp3")
    assert seconds(whole.content) > 20
    part = client.get("/help/en/not-found/aloud.mp3", headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, whole.content[10:20])
    assert part["Content-Range"] == f"bytes 10-19/{len(whole.content)}"
    last = client.get("/help/en/not-found/aloud.mp3", headers={"Range": "bytes=-5"})
    assert last.content == whole.content[-5:]
    assert client.get("/help/en/not-found/aloud.mp3", headers={"Range": "bytes=99999999-"}).status_code == 416


def test_words_of_an_article_are_read_block_by_block_each_in_its_language():
    body = '<h2>Step 1</h2><p>Open <span lang="zh-Hans">查发票</span> and search.</p><ul><li>One</li><li>Two</li></ul>'
    assert words_of(body, "en") == [
        ("en", "Step 1。\nOpen。"), ("zh-Hans", "查发票。"), ("en", "and search.\nOne。\nTwo。"),
    ]  # fmt: skip
