"""The owner of tests/access, with one of everything; files in a folder of the test."""
import pytest

from tests.access.world import World, build


@pytest.fixture
def world(db, settings, tmp_path) -> World:
    storages = settings.STORAGES
    location = {"OPTIONS": {"location": str(tmp_path / "files")}}
    settings.STORAGES = storages | {"default": storages["default"] | location}
    return build(tmp_path)
