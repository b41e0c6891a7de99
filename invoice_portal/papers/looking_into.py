"""Looks into a PDF that somebody brings, in a process of its own under limits: what it dies of costs one answer."""
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from django.utils.translation import gettext as _

from invoice_portal.turns import turn

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
    busy = _("正在核验的文件较多，请过几秒再试。")
    with turn("paper-check", at_once=AT_ONCE, seconds=2 * SECONDS, busy=busy):
        try:
            child = subprocess.run(  # noqa: S603 - our own program, and no word of the file in the command
                [sys.executable, "-I", str(_LIMITED), str(_CHILD), fingerprint],
                input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=SECONDS, check=True,
            )  # fmt: skip
            told = json.loads(child.stdout)
        except (subprocess.SubprocessError, ValueError):
            return Seen()
    return Seen(tuple(told["codes"]), told["ours"], told["intact"], told["covered"])
