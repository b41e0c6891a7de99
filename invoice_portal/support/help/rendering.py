"""Makes an article's Markdown into HTML. Raw HTML in it is shown as text, never as HTML."""
import re
from collections.abc import Callable
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from .article import Article
from .made import made_part

#: Every picture is drawn on a sheet of this size.
WIDTH, HEIGHT = 640, 360
_HAN = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+"
_CHINESE = re.compile(rf"{_HAN}(?:[ 0-9]*{_HAN})*")
_HEADING = re.compile(r"(</?h)([1-6])\b")
_MADE = re.compile(r"<!--made:([a-z_]+)-->")


def to_html(article: Article, *, address: Callable[[str], str], picture: Callable[[str], str], level: int = 0) -> str:
    """Return the text as HTML that still wants ``filled``.

    Args:
        article: what is shown.
        address: makes a link's address out of what the article says.
        picture: makes a picture's address out of its name.
        level: by how much headings stand deeper than in the file.
    """
    foreign = not article.language.startswith("zh")
    env = {"address": address, "picture": picture, "level": level, "slug": article.slug, "foreign": foreign}
    return _markdown().render(article.markdown, env)


def filled(html: str, *, level: int = 0) -> SafeString:
    """Put in what other rooms make, in the active language, with headings as deep as those around."""

    def part(found: re.Match[str]) -> str:
        return _HEADING.sub(lambda tag: f"{tag[1]}{int(tag[2]) + level}", made_part(found[1]))

    # Only a fence of ours makes such a comment: < in the file comes out escaped.
    return mark_safe(_MADE.sub(part, html))  # noqa: S308


def parse(article: Article) -> list:
    """Return the tokens of the text, for those who look at its structure."""
    return _markdown().parse(article.markdown)


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    rules = {"heading_open": _heading, "heading_close": _heading_end, "link_open": _link, "image": _image,
             "fence": _fence, "text": _text, "table_open": _table, "table_close": _table_end}  # fmt: skip
    for name, rule in rules.items():
        markdown.add_render_rule(name, rule)
    return markdown


def _heading(self, tokens, idx, options, env):
    env["headings"] = env.get("headings", 0) + 1
    return f'<{_deeper(tokens[idx], env)} id="{env["slug"]}-{env["headings"]}">'


def _heading_end(self, tokens, idx, options, env):
    return f"</{_deeper(tokens[idx], env)}>\n"


def _deeper(token, env) -> str:
    return f"h{int(token.tag[1]) + env['level']}"


def _link(self, tokens, idx, options, env):
    return f'<a href="{escape(env["address"](tokens[idx].attrGet("href")))}">'


def _image(self, tokens, idx, options, env):
    source, alt = env["picture"](tokens[idx].attrGet("src")), tokens[idx].content
    return f'<img src="{escape(source)}" alt="{escape(alt)}" width="{WIDTH}" height="{HEIGHT}">'


def _fence(self, tokens, idx, options, env):
    if tokens[idx].info.strip() != "made":
        return f"<pre><code>{escape(tokens[idx].content)}</code></pre>\n"
    return f"<!--made:{tokens[idx].content.strip()}-->\n"


def _text(self, tokens, idx, options, env):
    """Say of Chinese words in another language that they are Chinese, so that they are read aloud as such."""
    text = escape(tokens[idx].content)
    return _CHINESE.sub(r'<span lang="zh-Hans">\g<0></span>', text) if env["foreign"] else text


def _table(self, tokens, idx, options, env):
    return '<div class="table-wrap"><table class="table">'


def _table_end(self, tokens, idx, options, env):
    return "</table></div>\n"
