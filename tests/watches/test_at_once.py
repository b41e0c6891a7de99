"""Two of everything at the same moment: one watch, one notice, and never more than the most."""
import pytest

from invoice_portal.support.models import Notice
from lookup.models import Watch
from lookup.tasks import look_at_watches
from lookup.trace.asking import ask
from lookup.trace.form import question_of
from lookup.trace.gathering.asker import asker_of
from lookup.watches.adding import MOST, add
from tests.factories import OperatorFactory
from tests.lookup.world import issue
from tests.review.at_once import at_once

from .world import NUMBER, beijing, states

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def operator(transactional_db):
    beijing()
    return OperatorFactory()


def traced(operator, number: str = NUMBER):
    return ask(asker_of(operator), question_of({"number": number}))


def test_number_watched_four_times_at_once_is_one_watch(operator):
    trace = traced(operator)
    outcomes = at_once(4, lambda place: add(operator, trace))
    assert len({watch.pk for watch, _made in outcomes}) == 1
    assert sorted(made for _watch, made in outcomes) == [False, False, False, True]
    assert states() == [("WATCHING", "")]


def test_last_place_is_given_to_one_of_two(operator):
    Watch.objects.bulk_create(
        Watch(taxpayer=operator.taxpayer, operator=operator, number=f"25112{n:015d}") for n in range(MOST - 1)
    )
    traces = [traced(operator, f"{NUMBER[:-1]}{n}") for n in range(2)]
    outcomes = at_once(2, lambda place: add(operator, traces[place]))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Refusal", "tuple"]
    assert Watch.objects.count() == MOST


def test_arrival_looked_at_four_times_at_once_is_told_once(operator):
    watch, _made = add(operator, traced(operator))
    issue(buyer=operator.taxpayer, number=NUMBER)
    outcomes = at_once(4, lambda place: look_at_watches([str(watch.pk)]))
    assert outcomes == [None] * 4
    assert Notice.objects.count() == 1
    assert states() == [("TOLD", "ACCEPTED")]
