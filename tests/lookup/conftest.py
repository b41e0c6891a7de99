import pytest

from tests.login import login_as

from . import world


@pytest.fixture
def operator(db):
    return world.operator()


@pytest.fixture
def me(operator):
    return operator.taxpayer


@pytest.fixture
def page(client, operator):
    """Ask as the operator."""
    return login_as(client, operator).get
