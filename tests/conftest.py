"""What every test gets: real PostgreSQL and Redis, no network."""
import pytest


@pytest.fixture(autouse=True)
def _fast_passwords(settings):
    """Argon2 costs 50 ms a hash by design; tests of the hash itself set it back."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _plain_static_addresses(settings):
    """Pages need no collectstatic in tests."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
