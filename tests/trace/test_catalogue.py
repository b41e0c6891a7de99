"""The catalogue of causes is complete, short where people read it, and its page is up to date."""
from pathlib import Path

from django.utils import translation

from lookup.management.commands.causes import page
from lookup.trace.catalogue import CATALOGUE
from lookup.trace.causes import CODES
from lookup.trace.showing import OWNERS
from lookup.trace.wording import next_step

ACTIONS = {"open", "search_again", "switch", "ask_administrator", "apply", "fix_number", "fix_date", "wait",
           "ask_seller", "elsewhere"}  # fmt: skip


def test_every_cause_is_told_in_the_order_in_which_it_is_judged():
    assert tuple(CATALOGUE) == CODES
    assert set(next_step._ADDRESSES) == set(CODES)


def test_headlines_have_at_most_twenty_characters():
    with translation.override("zh-hans"):
        assert [str(cause.headline) for cause in CATALOGUE.values() if len(str(cause.headline)) > 20] == []


def test_owners_and_actions_are_those_of_the_contract():
    assert {cause.owner for cause in CATALOGUE.values()} <= set(OWNERS)
    assert {cause.action for cause in CATALOGUE.values()} <= ACTIONS


def test_page_of_causes_is_up_to_date():
    assert Path("docs/causes.md").read_text(encoding="utf-8") == page()
