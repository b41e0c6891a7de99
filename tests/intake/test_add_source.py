from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from lookup.models import Source

pytestmark = pytest.mark.django_db


def test_source_added_twice_is_one_with_the_later_interval():
    call_command("add_source", "BJ01", name="北京", region="11", every="24h")
    call_command("add_source", "BJ01", name="北京", region="11", every="30m")
    assert list(Source.objects.values_list("code", "region", "every")) == [("BJ01", "11", timedelta(minutes=30))]


@pytest.mark.parametrize("wrong", [{"region": "99"}, {"every": "soon"}, {"every": "0h"}, {"name": " "}])
def test_source_with_a_wrong_option_is_refused(wrong):
    with pytest.raises(CommandError):
        call_command("add_source", "BJ01", **{"name": "北京", "region": "11", "every": "24h"} | wrong)
    assert not Source.objects.exists()
