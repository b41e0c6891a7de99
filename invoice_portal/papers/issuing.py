"""Issues a paper: a code and its address to print on it, the signature, and the entry by which it is known again.

    code = new_code()
    data = signed(render(…, code=code, address=address_of(code)))
    store(name, data)
    with transaction.atomic():
        …
        register("invoice", str(invoice.pk), code, data)
"""
import hashlib

from django.db import connection
from django.utils import timezone

from .codes import address_of, new_code, plain
from .models import Paper
from .signing import signed
from .standing import is_judged

__all__ = ["address_of", "new_code", "register", "signed"]


def register(kind: str, subject: str, code: str, data: bytes) -> Paper:
    """Note that this file was issued, inside the transaction that makes it available.

    Args:
        kind: whose judge (:mod:`.standing`) tells what became of it.
        subject: id of what it tells of.
        code: the one printed on it, from :func:`new_code`.
        data: the file as it is handed out, signature and all.

    Raises ``RuntimeError`` outside a transaction, ``LookupError`` for a kind without a judge, ``ValueError`` for what
    is no code.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a paper is registered in the transaction of its file")
    if not is_judged(kind):
        raise LookupError(f"nobody judges {kind}: see papers.standing.judges")
    letters = plain(code)
    if letters is None:
        raise ValueError(f"not a code: {code!r}")
    return Paper.objects.create(
        kind=kind, subject=str(subject), code=letters, digest=hashlib.sha256(data).hexdigest(), size=len(data),
        issued_at=timezone.now(),
    )  # fmt: skip
