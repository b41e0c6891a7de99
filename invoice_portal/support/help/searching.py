"""Looks a question up in the articles, and shows where the answer stands."""
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.html import strip_tags

from .article import Article
from .index import KEYWORD, SUMMARY, TEXT, TITLE, Entry, Index
from .rendering import filled, to_html
from .shelf import shelf
from .words import asked_pieces, pieces

#: Characters of an article's text shown below its title.
SHOWN = 90
MOST = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """``title`` and ``excerpt`` come in pieces: (text, whether it is what was asked for)."""

    article: Article
    title: list[tuple[str, bool]]
    excerpt: list[tuple[str, bool]]


def search(question: str, language: str) -> list[Hit]:
    """Return the articles that answer the question, best first."""
    asked, articles = {token for _start, _end, token in asked_pieces(question)}, shelf(language)
    return [_hit(articles[slug], asked, language) for slug in _index(language).find(question)[:MOST]]


def _hit(article: Article, asked: set[str], language: str) -> Hit:
    text = _text(article, language)
    marks = _marks(text, asked)
    start = _best_window(marks)
    before, after = "…" if start else "", "…" if start + SHOWN < len(text) else ""
    excerpt = [(before, False), *_cut(text, marks, start, start + SHOWN), (after, False)]
    if not marks:
        excerpt = [(article.summary, False)]
    return Hit(article, _cut(article.title, _marks(article.title, asked), 0, len(article.title)), excerpt)


def _marks(text: str, asked: set[str]) -> list[tuple[int, int]]:
    """Return the places of what was asked for, joined where they touch."""
    marks: list[tuple[int, int]] = []
    for start, end, token in pieces(text):
        if token in asked:
            if marks and start <= marks[-1][1]:
                marks[-1] = (marks[-1][0], end)
            else:
                marks.append((start, end))
    return marks


def _best_window(marks: list[tuple[int, int]]) -> int:
    """Return where to begin so that the most of what was asked is shown."""
    starts = [max(0, start - SHOWN // 4) for start, _end in marks] or [0]

    def shown(begin: int) -> int:
        return sum(end - start for start, end in marks if begin <= start and end <= begin + SHOWN)

    return max(starts, key=lambda begin: (shown(begin), -begin))


def _cut(text: str, marks: list[tuple[int, int]], begin: int, end: int) -> list[tuple[str, bool]]:
    """Return the text between two places in pieces that are marked or not."""
    shown, at = [], begin
    for start, stop in marks:
        if start < begin or stop > end:
            continue
        shown += [(text[at:start], False), (text[start:stop], True)]
        at = stop
    return [piece for piece in [*shown, (text[at:end], False)] if piece[0]]


@lru_cache
def _text(article: Article, language: str) -> str:
    html = filled(to_html(article, address=str, picture=str))
    return " ".join(strip_tags(html.replace("<", " <")).split())


@lru_cache
def _index(language: str) -> Index:
    return Index([_entry(article, language) for article in shelf(language).values()])


def _entry(article: Article, language: str) -> Entry:
    """Let an article be found by its words, and by its keywords in the other languages."""
    others = [shelf(code).get(article.slug) for code, _name in settings.LANGUAGES if code != language]
    keywords = [keyword for one in (article, *others) if one for keyword in one.keywords]
    return Entry(
        article.slug,
        (
            (TITLE, article.title), (SUMMARY, article.summary), (TEXT, _text(article, language)),
            (KEYWORD, "\n".join(keywords)),
        ),
    )  # fmt: skip
