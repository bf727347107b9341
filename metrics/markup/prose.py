"""Prose in Markdown (``content/`` beside this room), filled with the settings that it speaks of.

The Markdown is turned into HTML first and filled in after, as any template is, so whatever is filled in is escaped.
HTML in the Markdown itself is shown as it is written.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markdown_it import MarkdownIt
from markupsafe import Markup

from metrics.catalogue.ids import slug

ENVIRONMENT = Environment(
    loader=PackageLoader("metrics.markup", "content"), autoescape=True, auto_reload=False, undefined=StrictUndefined
)


def prose(text: str, /, **values: object) -> Markup:
    """The HTML of a text, filled in; a heading has the id ``term-`` and its words: ``sources#term-chance``.

    Raises:
        jinja2.UndefinedError: the text speaks of something that it was not given.
    """
    return Markup(_template(text).render(**values))


@cache
def _template(text: str) -> Template:
    assert ENVIRONMENT.loader is not None
    source, _, _ = ENVIRONMENT.loader.get_source(ENVIRONMENT, f"{text}.md")
    return ENVIRONMENT.from_string(as_html(source))


def as_html(source: str) -> str:
    """Markdown as HTML, its headings with ids, its tables looking as all others do and named by their first head."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(source)
    for token, after in pairwise(tokens):
        if token.type == "heading_open":
            token.attrSet("id", f"term-{slug(after.content)}")
        elif token.type == "table_open":
            token.attrSet("class", "plain-table")
            table = token
        elif token.type == "th_open":
            token.attrSet("scope", "col")
            if not table.attrGet("aria-label"):
                table.attrSet("aria-label", after.content)
    return str(reader.renderer.render(tokens, reader.options, {}))
