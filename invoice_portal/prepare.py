"""What comes before serving: tables, static files, and in demo mode the demo world. Run again, it changes nothing."""
import hashlib
import os
import re
import time
from datetime import timedelta
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command, get_commands

from invoice_portal.icon_font import icons_used

#: A page may stay open over upgrades for so long.
_SERVED = timedelta(days=30)
_HASHED = re.compile(r"\.[0-9a-f]{12}\.")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "invoice_portal.settings")
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    collect_static()
    if settings.DEMO and "seed_demo" in get_commands():
        call_command("seed_demo")


def collect_static() -> None:
    """Collect static files if any differs from the last time: compressing them all takes half a minute."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    want = _static_digest()
    if stamp.exists() and stamp.read_text() == want:
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    _drop_old_files()
    stamp.write_text(want)


def _drop_old_files() -> None:
    """Remove the files of releases whose pages nobody has open any more; those of the last ones go on being served."""
    today = set(staticfiles_storage.hashed_files.values())
    longest_ago = time.time() - _SERVED.total_seconds()
    for path in Path(settings.STATIC_ROOT).rglob("*"):
        name = path.relative_to(settings.STATIC_ROOT).as_posix().removesuffix(".gz").removesuffix(".br")
        if _HASHED.search(name) and name not in today and path.stat().st_mtime < longest_ago:
            path.unlink()


def _static_digest() -> str:
    """Return a digest of the names, sizes and times of all static files, and of the icons that the font draws."""
    digest = hashlib.sha256(" ".join(sorted(icons_used())).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    main()
