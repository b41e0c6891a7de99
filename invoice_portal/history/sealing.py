"""Chaining events: each sealed event carries the digest of the one before it.

Sealed after commit and not in the transaction of the change: a lock held until its end would make every writer wait
for the longest import. The order is that of sealing, so whoever commits late is sealed late, and nothing is skipped.
"""
from django.db import connection, transaction

#: Sealed in one transaction, so that no one holds the chain for long.
AT_ONCE = 5_000


def seal() -> int:
    """Seal what is committed and not sealed; return how many events that were."""
    sealed = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute("SELECT history_seal(%s)", [AT_ONCE])
            (now,) = cursor.fetchone()
        sealed += now
        if now < AT_ONCE:
            return sealed


def seal_after_commit() -> None:
    """Seal once when this transaction is committed; what fails then is found by the sweeper."""
    if not any(wanted is seal for _savepoints, wanted, *_robust in connection.run_on_commit):
        transaction.on_commit(seal, robust=True)
