"""Breaks text into printed lines by the width of its characters.

Lines are broken before anything is drawn, so that heights are known before a page is laid out:
nothing can be cut or run into its neighbour. Widths are rounded up, so a line is never too long.
"""

import unicodedata

#: Width in em of the widest letters of the font; the others of ASCII are narrower than 0.68.
WIDE = dict.fromkeys("mwMW@%&—…", 1.0) | dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ+<>=~#", 0.76)
DIGITS = dict.fromkeys("0123456789.,-:;/()[]' ", 0.57)


def width(character: str) -> float:
    """Return an upper bound of the character's width in em."""
    if character in WIDE:
        return WIDE[character]
    if character in DIGITS:
        return DIGITS[character]
    if character.isascii():
        return 0.68
    return 1.05 if ord(character) < 0x2E80 else 1.0


def wrap(text: str, ems: float) -> list[str]:
    """Break ``text`` into lines of at most ``ems``; at a space where one is near, else anywhere."""
    lines = []
    for paragraph in clean(text).split("\n"):
        lines += _wrap_paragraph(paragraph, ems)
    return lines or [""]


def clean(text: str) -> str:
    """Drop what cannot be printed: control characters, and those that would reverse or hide text.

    Letters and the marks on them become one character where there is one, since marks are printed one after the other.
    """
    whole = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\t", " ")
    return "".join(c for c in whole if c == "\n" or unicodedata.category(c)[0] != "C").strip()


def _wrap_paragraph(paragraph: str, ems: float) -> list[str]:
    lines, line, used = [], "", 0.0
    for character in paragraph:
        if line and used + width(character) > ems:
            space = line.rfind(" ")
            at = space + 1 if character.isascii() and character.isalnum() and space > len(line) // 2 else len(line)
            lines.append(line[:at].rstrip())
            line = line[at:]
            used = sum(map(width, line))
        line += character
        used += width(character)
    return [*lines, line] if line.strip() else lines
