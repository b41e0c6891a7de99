"""What a page shows of a trace: the answer in words, and how each part is to be marked."""
from django.utils.translation import gettext_lazy as _

from invoice_portal.accounts.models import Operator
from lookup.field_words import field_word
from lookup.hints import NAMING, hints_of
from lookup.models import Trace
from lookup.rights.showing import missing_right
from lookup.watches.key import key_of
from lookup.watches.outcome import WATCHED
from lookup.watches.own import watch_of

from .catalogue import CATALOGUE
from .question import Question
from .wording import answer_json
from .wording.checks import RESULTS, RULES
from .wording.next_step import supplement_address
from .wording.phrases import expected_words, moment

OWNERS = {
    "you": _("您"), "issuer": _("开票方"), "bureau": _("税务机关"), "system": _("系统"), "nobody": _("无需处理"),
}  # fmt: skip
TONES = {
    "FOUND": "ok", "VOIDED": "bad", "REVERSED": "bad", "ABNORMAL": "warn", "QUARANTINED": "warn",
    "WRONG_TITLE": "warn", "IMPOSSIBLE_NUMBER": "warn", "FUTURE_DATE": "warn", "BATCH_OVERDUE": "bad",
}  # fmt: skip
_MARKS = {"pass": "✓", "fail": "✗", "unknown": "?"}
#: What was asked beside the number, as it was typed.
_SHOWN = ("date", "date_from", "date_to", "total", "seller", "buyer", "title")
#: Causes that lead to an application.
APPLIED = frozenset({"NEVER_SEEN", "QUARANTINED", "BATCH_OVERDUE"})


def shown(trace: Trace, operator: Operator) -> dict:
    """Return the context of the answer's template."""
    answer = answer_json(trace)
    key = key_of(Question.of_json(trace.asked)) if trace.cause in WATCHED else None
    checks = [
        check | {"words": RULES[check["rule"]], "result_words": RESULTS[check["result"]],
                 "mark": _MARKS[check["result"]], "as_of_words": moment(check["as_of"])}
        for check in answer["checks"]
    ]  # fmt: skip
    return {
        "trace": trace,
        "answer": answer | {"checks": checks},
        "tone": TONES.get(trace.cause, "info"),
        "owner": OWNERS[answer["owner"]],
        "expected": expected_words(answer["eta"]),
        "asked": [(field_word(name), trace.asked[name]) for name in _SHOWN if trace.asked.get(name)],
        "also": [CATALOGUE[code].headline for code in answer["also"]],
        "switch_to": trace.verdict["params"].get("operator", "") if trace.cause == "OTHER_TAXPAYER" else "",
        "may_apply": operator.may_apply,
        "apply_url": supplement_address(trace) if trace.cause in APPLIED else "",
        "watchable": key is not None,
        "watch": watch_of(operator, key),
        "missing": missing_right(trace, operator),
        # Asked again as it was; a file is not kept that long.
        "question": {name: text for name, text in trace.asked.items() if name != "file"},
        "doubts": hints_of({name: trace.asked.get(name) for name in NAMING}, operator),
    }
