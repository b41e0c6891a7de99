"""What the history promises is changed only where an event is written beside it: judged from the source itself."""
import ast
import re
from collections import defaultdict
from collections.abc import Iterator

from .test_house import MODULES, ROOT

#: Applications, records, and who may what.
KEPT = {
    "Application", "Evidence", "Invoice", "Operator", "StaffMember", "Person", "Taxpayer", "FormerName", "ApiToken",
    "Source", "ServicePromise", "SecondOpinionLimit", "ReasonTemplate", "Authenticator", "RecoveryDevice",
}  # fmt: skip
WRITING = {"create", "get_or_create", "update_or_create", "bulk_create", "update", "bulk_update", "delete", "save"}
#: How a row that is saved or deleted by itself is called.
ROWS = {"application", "case", "invoice", "operator", "person", "staff.person", "taxpayer", "template",
        "evidence", "token", "source"}  # fmt: skip
_ASKED = re.compile(rf"({'|'.join(sorted(KEPT))})\.objects\b")
RECORDING = {"record", "record_many", "record_each", "move"}
#: Writes that change nothing which the history is about, each with its reason.
BESIDE = {
    "invoice_portal/accounts/api.py:_note_use": "when a token was last used",
    "invoice_portal/accounts/guided.py:set_guided": "what the pages explain, not a right",
    "invoice_portal/accounts/language.py:keep_language": "a taste, not a right",
    "resubmission/holding.py:renew": "whose the case is does not change",
}


def written(function: ast.FunctionDef) -> bool:
    """Tell whether the function changes a row of what is kept."""
    querysets = {ast.unparse(one.targets[0]) for one in ast.walk(function)
                 if isinstance(one, ast.Assign) and _ASKED.search(ast.unparse(one.value))}  # fmt: skip
    for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
        if not (isinstance(call.func, ast.Attribute) and call.func.attr in WRITING):
            continue
        owner = ast.unparse(call.func.value)
        if owner in ROWS and call.func.attr in ("save", "delete"):
            return True
        # ``mine = Application.objects.filter(…)`` and then ``mine.update(…)``.
        if _ASKED.match(owner) or owner in querysets:
            return True
    return False


def called(function: ast.FunctionDef) -> set[str]:
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return {ast.unparse(one).rpartition(".")[2] for one in calls}


def unrecorded() -> Iterator[str]:
    for path in MODULES:
        where = path.relative_to(ROOT).as_posix()
        if where.startswith(("tests/", "benchmarks/", "invoice_portal/demo/", "lookup/generating")):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        callers = defaultdict(set)
        for function in functions:
            for name in called(function):
                callers[name].add(function.name)
        recording = {function.name for function in functions if called(function) & RECORDING}
        recording |= {function.name for function in functions if called(function) & recording}
        for function in filter(written, functions):
            if not _recorded(function.name, recording, callers):
                yield f"{where}:{function.name}"


def _recorded(name: str, recording: set[str], callers: dict[str, set[str]], seen: frozenset = frozenset()) -> bool:
    """Tell whether the function records, or everyone in the module who calls it does."""
    if name in recording:
        return True
    others = callers[name] - seen - {name}
    return bool(others) and all(_recorded(other, recording, callers, seen | {name}) for other in others)


def test_nothing_that_the_history_tells_of_changes_without_an_event():
    assert sorted(set(unrecorded()) - set(BESIDE)) == []


def test_every_exception_is_still_there():
    assert set(BESIDE) <= set(unrecorded())
