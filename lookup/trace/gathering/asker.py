"""Who asks: the operator, the names of their taxpayer, and whom else the person acts for."""
from dataclasses import dataclass, field

from invoice_portal.accounts.models import Operator, Taxpayer
from invoice_portal.accounts.names import name_key

from .ahead import Ahead


@dataclass(frozen=True)
class Asker:
    """One operator with what does not change between their questions; a ledger of 10,000 rows asks it once.

    ``others``: the same person's operators for other taxpayers; empty where the answer may not look there.
    """

    operator: Operator
    names: frozenset[str]
    former: frozenset[str]
    others: tuple[Operator, ...] = ()
    looks_elsewhere: bool = True
    #: Coverage of regions, and of sources by code, asked for already.
    coverage: dict = field(default_factory=dict)
    #: What was looked up for many questions at once; nothing for a single one.
    ahead: Ahead = field(default_factory=Ahead)

    @property
    def taxpayer(self) -> Taxpayer:
        return self.operator.taxpayer

    @property
    def is_enterprise(self) -> bool:
        return self.taxpayer.kind == Taxpayer.Kind.ENTERPRISE

    def bears(self, name: str) -> bool:
        """Tell whether the printed name is exactly the taxpayer's, registered or former."""
        key = name_key(name) if name else ""
        return bool(key) and (key in self.names or key in self.former)


def asker_of(operator: Operator, *, look_elsewhere: bool = True) -> Asker:
    """Return who asks. ``look_elsewhere``: also into the person's other taxpayers (never for an API token)."""
    former = frozenset(operator.taxpayer.former_names.values_list("name_key", flat=True))
    others = Operator.objects.active().filter(person=operator.person_id).exclude(pk=operator.pk)
    return Asker(
        operator=operator,
        names=frozenset({operator.taxpayer.name_key}),
        former=former,
        others=tuple(others.select_related("taxpayer")) if look_elsewhere else (),
        looks_elsewhere=look_elsewhere,
    )
