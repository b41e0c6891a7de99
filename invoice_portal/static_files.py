"""Static files under names that hold their digest, imports of our modules included: no page mixes two releases."""
from whitenoise.storage import CompressedManifestStaticFilesStorage as Hashed


class HashedFiles(Hashed):
    # Of our own modules only: htmx's build names files that it does not bring.
    patterns = (*Hashed.patterns, ("js/*.js", Hashed._js_module_import_aggregation_patterns[1]))
