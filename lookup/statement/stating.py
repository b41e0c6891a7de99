"""What a statement says: nothing that the taxpayer's own page of the trace would not."""
from django.utils import translation
from django.utils.translation import gettext as _

from invoice_portal.languages import is_chinese
from lookup.field_words import field_word
from lookup.models import Trace
from lookup.trace.catalogue import CATALOGUE
from lookup.trace.question import Question
from lookup.trace.wording import answer_json
from lookup.trace.wording.checks import RESULTS, RULES
from lookup.trace.wording.phrases import expected_words, moment

#: The answers that mean: not among the records that this taxpayer can see. Of what is there, there is an invoice.
MISSING = frozenset({
    "QUARANTINED", "WRONG_TITLE", "NEAR_MISS", "IMPOSSIBLE_NUMBER", "ANNOUNCED", "BATCH_OVERDUE", "NOT_SYNCED_YET",
    "APPLICATION_OPEN", "BEFORE_COVERAGE", "NEVER_SEEN",
})  # fmt: skip
#: Checks about the asker's own account, which are nobody else's business.
_OWN = frozenset({"other_taxpayers", "permission", "filters"})
_MARKS = {"pass": "✓", "fail": "✗", "unknown": "?"}


def statable(trace: Trace) -> bool:
    """Tell whether the trace's answer can be stated as a paper."""
    return trace.cause in MISSING


def stated(trace: Trace) -> dict:
    """Return the context of the letter, in the language that is active."""
    answer = answer_json(trace)
    asked = Question.of_json(trace.asked).as_json()
    # A file's digest is long, and its number stands beside it.
    asked.pop("file", None)
    checks = [
        check | {"words": RULES[check["rule"]], "result_words": RESULTS[check["result"]],
                 "mark": _MARKS[check["result"]], "as_of_words": moment(check["as_of"])}
        for check in answer["checks"] if check["rule"] not in _OWN
    ]  # fmt: skip
    return {
        "title": _title(),
        "subtitle": _subtitle(),
        "trace": trace,
        "answer": answer,
        "asked": [(field_word(name), text) for name, text in asked.items()],
        "expected": expected_words(answer["eta"]),
        "checks": checks,
        "also": [CATALOGUE[code].headline for code in answer["also"] if code in MISSING],
    }


def _title() -> str:
    return _("发票查无证明")


def _subtitle() -> str:
    """Return the title in the other language: whoever is given the paper knows it by its name."""
    other = "en" if is_chinese(translation.get_language()) else "zh-hans"
    with translation.override(other):
        return _title()
