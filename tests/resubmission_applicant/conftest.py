"""Files of these tests go to a folder of their own."""
import pytest


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    storages = settings.STORAGES
    settings.STORAGES = storages | {"default": storages["default"] | {"OPTIONS": {"location": str(tmp_path)}}}
