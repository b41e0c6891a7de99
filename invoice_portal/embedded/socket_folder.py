"""Where a unix socket may lie: its path is limited to about 100 bytes, and a checkout may be deeper."""
import hashlib
import os
import tempfile
from pathlib import Path

LIMIT = 100


def socket_folder(folder: Path, name: str, owner: int) -> Path:
    """Return ``folder`` if a socket called ``name`` fits there, else a private short one of the same owner."""
    if len(os.fsencode(folder / name)) <= LIMIT:
        return folder
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    short = Path(tempfile.gettempdir()) / f"portal-{digest}"
    if len(os.fsencode(short / name)) > LIMIT:
        short = Path("/tmp") / short.name  # noqa: S108 - made private below, and refused if it is another's
    try:
        short.mkdir(mode=0o700)
        os.chown(short, owner, -1)
    except FileExistsError:
        if short.is_symlink() or short.stat().st_uid != owner:
            raise RuntimeError(f"{short} belongs to somebody else") from None
    return short
