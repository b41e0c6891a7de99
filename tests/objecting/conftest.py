"""The clerk, the operator and the folder of the tests of review."""
from tests.review.conftest import _files, clerk, operator
