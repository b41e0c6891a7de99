"""All articles of a language, read once per process."""
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from .article import Article, read_article

ARTICLES = Path(__file__).with_name("articles")


@lru_cache
def shelf(language: str) -> dict[str, Article]:
    """Return the articles by slug, in order; in the default language where this one has none of its own."""
    folder = ARTICLES / language
    if not folder.is_dir():
        folder = ARTICLES / settings.LANGUAGE_CODE
    articles = sorted(map(read_article, folder.glob("*.md")), key=lambda article: (article.order, article.slug))
    return {article.slug: article for article in articles}


def find_article(slug: str, language: str) -> Article | None:
    return shelf(language).get(slug)


def related(article: Article) -> list[Article]:
    """Return the articles that this one names."""
    others = shelf(article.language)
    return [others[slug] for slug in article.related if slug in others]


def article_of_cause(code: str, language: str) -> Article | None:
    """Return the article that helps with a cause."""
    return next((article for article in shelf(language).values() if code in article.causes), None)
