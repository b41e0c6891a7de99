"""Files that no row knows: left by a process that was killed before it wrote the row."""
from collections.abc import Callable
from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

#: A file younger than this may be one whose row is about to be written.
SETTLED = timedelta(days=1)


def remove_orphans(folder: str, known: Callable[[set[str]], set[str]]) -> int:
    """Remove the files of a folder that no row knows; return how many.

    Args:
        folder: where ``lookup.storing.new_name`` puts them.
        known: told some names, returns those that a row bears.
    """
    if not default_storage.exists(folder):
        return 0
    removed = 0
    for part in default_storage.listdir(folder)[0]:
        names = {f"{folder}/{part}/{name}" for name in default_storage.listdir(f"{folder}/{part}")[1]}
        for name in names - known(names):
            if default_storage.get_modified_time(name) < timezone.now() - SETTLED:
                default_storage.delete(name)
                removed += 1
    return removed
