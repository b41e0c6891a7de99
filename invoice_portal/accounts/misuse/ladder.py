"""From how many guesses on whoever guesses has to wait, how long, and when it ends: the one table of it."""
from dataclasses import dataclass
from datetime import timedelta

from ..models import Misuse

Kind, Source = Misuse.Kind, Misuse.Source

#: Guesses are counted, and a source's pauses grow, within this time.
WITHIN = timedelta(days=1)
#: One after the other: who goes on guessing after the last of them is stopped.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15, 30))
#: Doubled for each stop within ``REPEATED_WITHIN`` that nobody lifted.
STOP, LONGEST_STOP = timedelta(days=1), timedelta(days=30)
REPEATED_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class Rung:
    """``free`` misses a day are nobody's business: mistyped, misread, asked too early.

    ``distinct``: the same thing asked again is no other guess, as for who looks every hour whether it has come.
    """

    free: int
    distinct: bool = False


#: By address there is room for an office full of people behind one. Nobody is guessed *from* an account that has not
#: logged in, so accounts and codes are counted by address alone; one account's wrong passwords are counted by axes.
LADDER: dict[tuple[str, str], Rung] = {
    (Kind.NUMBERS, Source.ACCOUNT): Rung(300, distinct=True),
    (Kind.NUMBERS, Source.TOKEN): Rung(200, distinct=True),
    (Kind.NUMBERS, Source.ADDRESS): Rung(1_000, distinct=True),
    (Kind.CODES, Source.ADDRESS): Rung(100),
    (Kind.ACCOUNTS, Source.ADDRESS): Rung(200),
}


def hold_for(level: int, stops_before: int) -> timedelta:
    """Return how long the pause number ``level`` (from 1) lasts; past the last pause it is a stop."""
    return PAUSES[level - 1] if level <= len(PAUSES) else min(STOP * 2 ** min(stops_before, 5), LONGEST_STOP)
