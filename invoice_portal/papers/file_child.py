"""Prints, as one JSON value, what of ours a PDF carries: the program that ``looking_into.py`` runs under limits.

    python file_child.py FINGERPRINT < file.pdf
"""
import hashlib
import io
import json
import re
import sys
from contextlib import suppress

#: Enough of a paper to meet the code that each of its pages bears.
PAGES, LETTERS, MOST = 5, 20_000, 50
CODE = re.compile(r"(?<![0-9A-Z])[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}(?![0-9A-Z])")


def codes_in(data: bytes) -> list[str]:
    """Return what looks like a code in the text of the first pages."""
    import pypdfium2

    found: dict[str, None] = {}
    pdf = pypdfium2.PdfDocument(data)
    for number in range(min(PAGES, len(pdf))):
        text = pdf[number].get_textpage().get_text_range(0, -1)[:LETTERS]
        found |= dict.fromkeys(CODE.findall(re.sub(r"\s*([-\ufffe])\s*", "-", text)))
    return [code.replace("-", "") for code in found][:MOST]


def signatures_in(data: bytes, fingerprint: str) -> dict:
    """Tell whether a signature names our certificate, whether it is intact, and the digest of what it covers."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    for signature in PdfFileReader(io.BytesIO(data), strict=False).embedded_regular_signatures:
        if hashlib.sha256(signature.signer_cert.dump()).hexdigest() != fingerprint:
            continue
        first, length, after, rest = map(int, signature.byte_range)
        covered = data[: after + rest] if first == 0 and 0 < length < after else b""
        return {"ours": True, "covered": hashlib.sha256(covered).hexdigest(), "intact": _intact(signature)}
    return {}


def _intact(signature) -> bool:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    # By its own certificate, which is known to be ours: whether it has ended since is no matter here.
    context = ValidationContext(trust_roots=[signature.signer_cert], allow_fetching=False)
    status = validate_pdf_signature(signature, context, skip_diff=True)
    return bool(status.intact and status.valid)


def main() -> None:
    data, told = sys.stdin.buffer.read(), {"codes": [], "ours": False, "covered": "", "intact": False}
    # What one of them cannot open, the other may; errors of every kind come out of foreign bytes.
    with suppress(Exception):
        told |= {"codes": codes_in(data)}
    with suppress(Exception):
        told |= signatures_in(data, sys.argv[1])
    print(json.dumps(told))


if __name__ == "__main__":
    main()
