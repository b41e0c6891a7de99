"""Personal data as it is shown until somebody needs all of it (《个人信息保护法》 art. 51, GB/T 35273-2020 7.2)."""
import re

from .tax_id import PERSON, kind

#: An identity number (GB 11643-1999), a mobile number, an account at a bank: each by itself, not part of longer digits.
_IN_TEXT = re.compile(r"(?<![0-9A-Za-z])(?:\d{17}[0-9Xx]|1[3-9]\d{9}|\d{16,17}|\d{19})(?![0-9A-Za-z])", re.ASCII)
#: Signs of an address that tell the place and not the door: a province, a city, a district.
_PLACE = 6


def masked_tax_id(tax_id: str) -> str:
    """Return the ID as it may be shown: an enterprise's is public, a natural person's is their identity number."""
    return masked_middle(tax_id, 3, 4) if kind(tax_id) == PERSON else tax_id


def masked_middle(text: str, first: int, last: int) -> str:
    """Return the text with stars for all but its first and last signs; with nothing but stars if it is too short."""
    hidden = len(text) - first - last
    return f"{text[:first]}{'*' * hidden}{text[-last:]}" if hidden > 0 else "*" * len(text)


def masked_address(address: str) -> str:
    """Return the beginning of the address."""
    return f"{address[:_PLACE]}***" if len(address) > _PLACE else address


def masked_text(text: str) -> str:
    """Return free text with the identity numbers, mobile numbers and accounts in it masked."""
    return _IN_TEXT.sub(lambda found: masked_middle(found[0], 3, 4), text)
