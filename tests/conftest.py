"""What every test gets: real PostgreSQL and Redis, no network."""
import contextlib
import re

import hypothesis
import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.db import connection
from django.utils import translation

# How long an example takes depends on what else the machine does.
hypothesis.settings.register_profile("portal", deadline=None)
hypothesis.settings.load_profile("portal")


@pytest.fixture(scope="session", autouse=True)
def _cache_of_its_own(worker_id):
    """Tests that run side by side count and clear each in a Redis database of their own."""
    place = 2 + int(worker_id.removeprefix("gw")) if worker_id != "master" else 2
    cache = django_settings.CACHES["default"]
    cache["LOCATION"] = re.sub(r"db=\d+", f"db={place}", cache["LOCATION"])
    # Whoever asked before has a connection to the place of all.
    with contextlib.suppress(AttributeError):
        del caches["default"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Let the database be emptied after a test that commits, which it refuses for events and looks."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in ("history_event", "history_link", "history_daydigest", "accounts_look"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_whole")


@pytest.fixture(autouse=True)
def _language_of_its_own():
    """What a test reads in English is none of the next one's business."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _cache_as_of_nobody():
    """Nothing counted of the tests before; and, as in a portal that runs for a while, the foot of pages is known.

    Tests of the office forget that.
    """
    caches["default"].clear()
    caches["default"].set("office:foot", {}, 300)


@pytest.fixture(autouse=True)
def _fast_passwords(settings):
    """Argon2 costs 50 ms a hash by design; tests of the hash itself set it back."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _plain_static_addresses(settings):
    """Pages need no collectstatic in tests."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
