"""What of an article is read: its words block by block, each in its language."""
from lxml import html

_BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "tr", "figcaption", "blockquote", "pre", "div"}
_CELLS = {"td", "th"}
_SILENT = {"script", "style", "svg"}
_ENDS = tuple("。！？；：.!?;:，,")


def words_of(body: str, language: str) -> list[tuple[str, str]]:
    """Return ``(language, text)`` of this HTML, in order; neighbours of one language are one."""
    parts: list[list[str]] = []
    _walk(html.fragment_fromstring(body, create_parent="div"), language, parts)
    return [(spoken, text) for spoken, raw in parts if (text := _tidy(raw))]


def _walk(element, language: str, parts: list[list[str]]) -> None:
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return
    spoken = element.get("lang") or language
    _add(parts, spoken, element.get("alt") if element.tag == "img" else element.text)
    for child in element:
        _walk(child, spoken, parts)
        _add(parts, spoken, child.tail)
    if element.tag in _BLOCKS or element.tag in _CELLS or element.tag == "img":
        _add(parts, spoken, "\n")


def _add(parts: list[list[str]], language: str, text: str | None) -> None:
    if not text:
        return
    if parts and (parts[-1][0] == language or not text.strip()):
        parts[-1][1] += text
    else:
        parts.append([language, text])


def _tidy(raw: str) -> str:
    """End every block with a pause."""
    lines = (" ".join(line.split()) for line in raw.split("\n"))
    return "\n".join(line if line.endswith(_ENDS) else line + "。" for line in lines if line)
