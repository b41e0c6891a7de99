import pytest
from django.core.cache import cache

from tests.office.world import office
from tests.uploads import files, operator, person


@pytest.fixture(autouse=True)
def _no_limits_reached(office):
    cache.clear()
