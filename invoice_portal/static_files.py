"""Static files under names that hold their digest, imports of our modules included: no page mixes two releases."""
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage as Hashed

from . import icon_font


class HashedFiles(Hashed):
    # Of our own modules only: htmx's build names files that it does not bring.
    patterns = (*Hashed.patterns, ("js/*.js", Hashed._js_module_import_aggregation_patterns[1]))

    def post_process(self, paths: dict, dry_run: bool = False, **options) -> Iterator[tuple]:
        """Take our small font of icons in place of the library's; what pages link is the hashed copy made here."""
        with tempfile.TemporaryDirectory() as folder:
            if icon_font.NAME in paths:
                small = Path(folder) / Path(icon_font.NAME).name
                small.write_bytes(icon_font.small_font())
                paths = paths | {icon_font.NAME: (FileSystemStorage(folder), small.name)}
            yield from super().post_process(paths, dry_run, **options)
