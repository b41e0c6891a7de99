"""Synthetic invoices that look like real ones, the same for the same seed: for the demo and for benchmarks.

Rows are made and copied a chunk at a time, so memory depends on the taxpayers only.
"""
import random
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import islice

from django.db import connection
from django.utils import timezone

from lookup.records import load

from .bare import bare_if_worth_it
from .companies import involved_companies, make_companies
from .writing import INVOLVED, Writer

CHUNK = 5_000


def generate(
    count: int,
    seed: int,
    taxpayers: int | None = None,
    *,
    involve: Iterable[str] = (),
    share: float = INVOLVED,
    until: date | None = None,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Write ``count`` invoices of the 24 months before ``until`` and return how many were new.

    ``taxpayers``: how many companies trade (by default one per 40 invoices). ``involve``: tax IDs of taxpayers
    that take part as buyers and sellers, together in ``share`` of all. The same arguments again add nothing.
    """
    involved = involved_companies(involve, seed)  # first: an unknown one is refused before anything is written
    companies = make_companies(taxpayers or min(max(count // 40, 20), 50_000), seed)
    writer = Writer(
        random.Random(f"invoices {seed}"),  # noqa: S311
        count=count,
        seed=seed,
        until=until or timezone.localdate(),
        companies=companies,
        involved=involved,
        share=share,
    )
    new = 0
    with bare_if_worth_it(count):
        for chunk in _ahead(writer.rows()):
            new += load(chunk, origin=f"seed {seed}")
            if progress:
                progress(new)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE lookup_invoice, lookup_partyname, accounts_taxpayer")
    return new


def _ahead(rows: Iterator[dict]) -> Iterator[list[dict]]:
    """Yield chunks, the next one being made while the database takes in the last."""
    with ThreadPoolExecutor(1) as maker:
        following = maker.submit(lambda: list(islice(rows, CHUNK)))
        while chunk := following.result():
            following = maker.submit(lambda: list(islice(rows, CHUNK)))
            yield chunk
