"""The question that a search asks when it finds nothing."""
from lookup.number import split_slug
from lookup.search import Criteria

from .question import Question

#: Without one of these there is nothing to look for: a side or a status is no invoice.
_TELLING = ("number", "date_from", "date_to", "buyer", "seller", "title", "total")


def question_of_search(criteria: Criteria) -> Question | None:
    """Return the criteria as a question, None if they tell of no invoice in particular."""
    if not any(getattr(criteria, name) not in (None, "") for name in _TELLING):
        return None
    code, number = split_slug(criteria.number)
    return Question(
        number=number, code=code, date_from=criteria.date_from, date_to=criteria.date_to, buyer=criteria.buyer,
        seller=criteria.seller, title=criteria.title, total=criteria.total, side=criteria.side,
        category=criteria.category, status=criteria.status,
    )  # fmt: skip
