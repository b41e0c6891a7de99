"""What is known of the person who types: their own taxpayer, and nobody else's."""
from dataclasses import dataclass

from invoice_portal.accounts.models import Operator


@dataclass(frozen=True, slots=True)
class Own:
    """Who types, and their taxpayer's tax ID, its name, and the names it had before."""

    operator: Operator
    tax_id: str
    name: str
    former: tuple[str, ...] = ()


def own_of(operator: Operator | None) -> Own | None:
    """Return what is known of the operator's taxpayer; None for nobody."""
    if operator is None:
        return None
    taxpayer = operator.taxpayer
    former = tuple(taxpayer.former_names.values_list("name", flat=True))
    return Own(operator, taxpayer.tax_id, taxpayer.name, former)
