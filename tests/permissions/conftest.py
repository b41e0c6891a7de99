from tests.review.conftest import _files
