"""How pages look: chosen without a script, kept on the device, never believed blindly."""
import pytest
from django.test import Client

from tests.factories import StaffFactory
from tests.login import login_staff

pytestmark = pytest.mark.django_db


def test_pages_follow_the_device_until_something_is_chosen():
    page = Client().get("/login/").content.decode()
    assert 'css/dark.css" media="screen and (prefers-color-scheme: dark)"' in page
    assert 'css/contrast.css" media="screen and (prefers-contrast: more)"' in page
    assert 'data-text="normal"' in page


@pytest.mark.parametrize(
    ("theme", "dark", "contrast"), [("light", None, None), ("dark", "screen", None), ("contrast", "screen", "screen")]
)
def test_what_was_chosen_holds_on_every_page(theme, dark, contrast):
    client = Client()
    answer = client.post("/display/", {"theme": theme, "size": "larger", "next": "/help/"})
    assert (answer.status_code, answer["Location"]) == (302, "/help/")
    page = client.get("/help/").content.decode()
    assert 'data-text="larger"' in page
    for file, media in (("dark", dark), ("contrast", contrast)):
        assert (f'css/{file}.css" media="{media}"' in page) if media else (f"css/{file}.css" not in page)
    shown = client.get("/display/").content.decode()
    assert f'value="{theme}" checked' in shown


@pytest.mark.parametrize("cookie", ["", "pink.huge", "'><script>", "dark", ".....", "dark.larger.larger"])
def test_a_cookie_that_says_nothing_known_is_no_choice(cookie):
    client = Client()
    client.cookies["display"] = cookie
    page = client.get("/login/")
    assert page.status_code == 200
    assert 'data-text="normal"' in page.content.decode()


def test_nobody_is_led_elsewhere():
    answer = Client().post("/display/", {"theme": "dark", "size": "large", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


@pytest.mark.parametrize(("cookie", "there", "absent"), [
    ("auto.normal", ['desk-contrast.css" media="screen and (prefers-contrast: more)"'], ["desk-text"]),
    ("contrast.large", ['desk-contrast.css" media="screen"', "desk-text-large.css"], ["desk-text-larger"]),
    ("light.larger", ["desk-text-larger.css"], ["desk-contrast"]),
])  # fmt: skip
def test_the_desk_follows_the_same_choice(cookie, there, absent):
    client = login_staff(Client(), StaffFactory(role="SUPERVISOR"))
    client.cookies["display"] = cookie
    page = client.get("/admin/").content.decode()
    assert 'href="/display/"' in page
    assert all(text in page for text in there) and not any(text in page for text in absent)
