"""Guessing in every state, counted through the same door as a stranger's; only the waiting between is left out."""
from collections.abc import Callable

from django.utils import timezone

from invoice_portal.accounts.misuse import Asking, beginning_of, missed
from invoice_portal.accounts.misuse.ladder import LADDER, PAUSES
from invoice_portal.accounts.misuse.lifting import lift
from invoice_portal.accounts.models import Misuse, Operator, Person

from .cast import FOODS

Kind, Source = Misuse.Kind, Misuse.Source


def open_misuse(say: Callable[[str], None]) -> None:
    """Make one that is stopped, one that is over, and one that was lifted, unless there are some already."""
    if Misuse.objects.exists():
        return
    say("guessing that was stopped …")
    codes = [beginning_of(f"7H{at:03d}") for at in range(1, 200)]
    _guess(Kind.CODES, Asking(Source.ADDRESS, "203.0.113.24"), codes, pauses=len(PAUSES))
    names = [f"91110000MA0{at:05d}X/01" for at in range(300)]
    _guess(Kind.ACCOUNTS, Asking(Source.ADDRESS, "2001:db8:7:24::/64"), names, pauses=1)
    operator = Operator.objects.select_related("taxpayer").get(taxpayer__tax_id=FOODS, code="01")
    numbers = [f"26112000000{at:09d}" for at in range(1, 400)]
    _guess(Kind.NUMBERS, Asking(Source.ACCOUNT, str(operator.pk), operator), numbers, pauses=2)
    lift(Misuse.objects.get(operator=operator), by=Person.objects.get(login="supervisor"),
         reason="已电话核实：年末清点纸质发票，已告知改用批量追踪。")  # fmt: skip


def _guess(kind: str, asking: Asking, tried: list[str], *, pauses: int) -> None:
    """Guess what is free, and once more after each of so many pauses."""
    free = LADDER[kind, asking.source].free
    for guess in tried[: free + 1]:
        missed(kind, [asking], guess)
    for guess in tried[free + 1 : free + 1 + pauses]:
        Misuse.objects.filter(kind=kind, key=asking.key).update(until=timezone.now())
        missed(kind, [asking], guess)
