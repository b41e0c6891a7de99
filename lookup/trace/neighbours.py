"""What rooms above this one add to a trace: they register here at start, since imports point down."""
from collections.abc import Callable, Collection

from invoice_portal.accounts.models import Operator

from .facts import Applied

#: By (code, number).
Applications = dict[tuple[str, str], Applied]
_registered: dict[str, Callable] = {}


def register_applications(
    find: Callable[[Operator, Collection[tuple[str, str]]], Applications], *, state_label: Callable[[str], str]
) -> None:
    """Let ``find`` tell of the taxpayer's open applications by (code, number), ``state_label`` say a state."""
    _registered["applications"], _registered["state_label"] = find, state_label


def open_applications(operator: Operator, keys: Collection[tuple[str, str]]) -> Applications:
    """Return the taxpayer's open applications among these (code, number)."""
    find = _registered.get("applications")
    return find(operator, keys) if find and keys else {}


def state_words(state: str) -> str:
    """Return the state of an application in words."""
    label = _registered.get("state_label")
    return label(state) if label else state
