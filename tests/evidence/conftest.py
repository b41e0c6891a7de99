"""Files of these tests go to a folder of their own; an application of an operator who is logged in."""
import pytest

from resubmission.drafting import begin
from tests.uploads import files, operator, person

__all__ = ["application", "files", "operator", "person"]


@pytest.fixture
def application(operator):
    return begin(operator, kind="SUPPLEMENT")
