"""What rooms above this one add to a trace: they register here at start, since imports point down."""
from collections.abc import Callable

from invoice_portal.accounts.models import Operator

from .facts import Applied

OpenApplication = Callable[[Operator, str, str], Applied | None]
_registered: dict[str, Callable] = {}


def register_applications(find: OpenApplication, *, state_label: Callable[[str], str]) -> None:
    """Let ``find(operator, code, number)`` tell of the taxpayer's open application, ``state_label`` say its state."""
    _registered["applications"], _registered["state_label"] = find, state_label


def open_application(operator: Operator, forms: list[tuple[str | None, str]]) -> Applied | None:
    """Return the open application under any reading of the number."""
    find = _registered.get("applications")
    found = (find(operator, code or "", number) for code, number in forms) if find else ()
    return next((applied for applied in found if applied), None)


def state_words(state: str) -> str:
    """Return the state of an application in words."""
    label = _registered.get("state_label")
    return label(state) if label else state
