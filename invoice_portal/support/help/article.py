"""One article: a Markdown file with a head of ``name: value`` lines. Knows nothing of Django."""
from dataclasses import dataclass
from pathlib import Path

#: The parts of the help page, in order.
PARTS = ("find", "understand", "apply", "more")
_LISTS = ("keywords", "related", "causes")


@dataclass(frozen=True, slots=True)
class Article:
    """``causes``: codes of the causes it helps with."""

    slug: str
    language: str
    title: str
    summary: str
    part: str
    order: int
    markdown: str
    keywords: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    #: Whether the checker of numbers stands below it.
    checker: bool = False
    #: Whether it is printed in the short guide.
    guide: bool = False


def read_article(path: Path) -> Article:
    """Read a file. Raises ``ValueError`` that names the file and what its head lacks."""
    head, text = _split(path)
    known = {"title", "summary", "part", "order", "checker", "guide", *_LISTS}
    if wrong := head.keys() - known:
        raise ValueError(f"{path}: unknown in the head: {sorted(wrong)}")
    if missing := {"title", "summary", "part", "order", "keywords"} - head.keys():
        raise ValueError(f"{path}: missing in the head: {sorted(missing)}")
    if head["part"] not in PARTS:
        raise ValueError(f"{path}: no such part: {head['part']}")
    lists = {name: tuple(filter(None, map(str.strip, head.get(name, "").split(",")))) for name in _LISTS}
    return Article(
        slug=path.stem, language=path.parent.name, title=head["title"], summary=head["summary"], part=head["part"],
        order=int(head["order"]), markdown=text, checker=head.get("checker") == "yes",
        guide=head.get("guide") == "yes", **lists,
    )  # fmt: skip


def _split(path: Path) -> tuple[dict[str, str], str]:
    """Return the head and the text below it."""
    start, _, rest = path.read_text(encoding="utf-8").partition("---\n")
    head, fence, text = rest.partition("\n---\n")
    if start or not fence:
        raise ValueError(f"{path}: begins with a head between two lines of ---")
    lines = (line.partition(":") for line in head.splitlines() if line.strip())
    return {name.strip(): value.strip() for name, _, value in lines}, text.strip() + "\n"
