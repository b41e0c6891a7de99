"""From where somebody asks: their account, the token of their program, their address."""
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from axes.helpers import get_client_ip_address
from django.http import HttpRequest

from ..models import ApiToken, Misuse, Operator

Source = Misuse.Source


@dataclass(frozen=True)
class Asking:
    """One source of what is asked. ``key`` is an id or an address; ``operator`` whose account or token it is."""

    source: str
    key: str
    operator: Operator | None = None


def sources_of(request: HttpRequest) -> tuple[Asking, ...]:
    """Return the sources of a request of a page or of the API."""
    found = [Asking(Source.ADDRESS, network_of(get_client_ip_address(getattr(request, "_request", request)) or ""))]
    operator, token = getattr(request, "operator", None), getattr(request, "auth", None)
    if operator is not None:
        found.append(Asking(Source.ACCOUNT, str(operator.pk), operator))
    if isinstance(token, ApiToken):
        found.append(Asking(Source.TOKEN, str(token.pk), operator))
    return tuple(found)


def network_of(address: str) -> str:
    """Return the address, of IPv6 its /64: one household has so many of them that each guess could have its own."""
    try:
        known = ip_address(address)
    except ValueError:
        return address[:64]
    mapped = getattr(known, "ipv4_mapped", None)
    if known.version == 4 or mapped:
        return str(mapped or known)
    return str(ip_network((known, 64), strict=False))
