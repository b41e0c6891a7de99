"""The Content-Security-Policy of every page but the desk's (see admin_policy)."""
from csp.constants import NONCE, NONE, SELF

PUBLIC = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        # Sound that the reading bar asked for by POST.
        "media-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
