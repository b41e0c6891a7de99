"""Expected times as JSON. Pure."""
from __future__ import annotations

from lookup.coverage.standing import Eta


def eta_json(eta: Eta | None) -> dict[str, str] | None:
    """Return the three times in ISO form; None where the source has no past to tell by."""
    if eta is None:
        return None
    return {name: getattr(eta, name).isoformat(timespec="seconds") for name in ("earliest", "likely", "latest")}
