"""An enterprise with an administrator and an operator who sees purchases only."""
import pytest
from django.test import Client

from tests.factories import OperatorFactory
from tests.login import login_as


@pytest.fixture
def administrator(db):
    return OperatorFactory()


@pytest.fixture
def buyer(administrator):
    """Sees purchases only, and may not apply."""
    return OperatorFactory(taxpayer=administrator.taxpayer, code="02", sees_sales=False, may_apply=False)


@pytest.fixture
def page():
    """A browser of this operator."""
    return lambda operator: login_as(Client(), operator)
