"""Looks into a PDF that somebody brings, in a process of its own under limits: what it dies of costs one answer."""
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from django.core.cache import cache
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from invoice_portal.refusal import Refusal

from .certificate import certificate

_LIMITED = Path(__file__).resolve().parents[1] / "limited.py"
_CHILD = Path(__file__).with_name("file_child.py")
#: By the clock; and how many at once, whatever comes in: the rest of the portal has the processors.
SECONDS, AT_ONCE = 10, 2


@dataclass(frozen=True)
class Seen:
    """What of ours the file carries."""

    #: Plain codes in its text, which may or may not be of papers.
    codes: tuple[str, ...] = ()
    #: It names our certificate in a signature; that holds; SHA-256 of the part that it covers.
    ours: bool = False
    intact: bool = False
    covered: str = ""


def look_into(data: bytes) -> Seen:
    """Return what the file carries; nothing if it cannot be read within the limits.

    Raises :class:`Refusal` (503) while as many as may be are looked into.
    """
    fingerprint = certificate().certificate.fingerprint(hashes.SHA256()).hex()
    with _turn():
        try:
            child = subprocess.run(  # noqa: S603 - our own program, and no word of the file in the command
                [sys.executable, "-I", str(_LIMITED), str(_CHILD), fingerprint],
                input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=SECONDS, check=True,
            )  # fmt: skip
            told = json.loads(child.stdout)
        except (subprocess.SubprocessError, ValueError):
            return Seen()
    return Seen(tuple(told["codes"]), told["ours"], told["intact"], told["covered"])


@contextmanager
def _turn() -> Iterator[None]:
    """Hold one of the few turns; it lapses by itself if this process is killed."""
    try:
        mine = next((key for n in range(AT_ONCE) if cache.add(key := f"paper-check:{n}", 1, 2 * SECONDS)), None)
    except RedisError as down:
        raise Refusal("unavailable", _("系统暂时无法处理，请稍后再试。"), status=503) from down
    if mine is None:
        raise Refusal("busy", _("正在核验的文件较多，请过几秒再试。"), status=503)
    try:
        yield
    finally:
        with suppress(RedisError):
            cache.delete(mine)
