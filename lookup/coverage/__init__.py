"""Up to which issue times the sources have delivered, and when the rest may be expected."""
