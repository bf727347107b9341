"""The templates of pages (Jinja2): whatever is filled in is escaped, unless it is HTML already (``Markup``).

``templates/`` beside this room holds a template for each page or part of a page; ``templates/elements.html`` holds
the pieces that they share. A room prepares words and lists, and its template places them. A line break between
two tags of a template is for whoever reads it, and no space on the page.
"""

from __future__ import annotations

import re

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape


def unbroken(words: object) -> object:
    """Words with a quarter that never breaks between year and Q1; nothing for None; HTML as it is."""
    if words is None:
        return ""
    if isinstance(words, str) and not isinstance(words, Markup):
        return words.replace(" Q", "\N{NO-BREAK SPACE}Q")
    return words


ENVIRONMENT = Environment(
    loader=PackageLoader("metrics.markup"),
    autoescape=True,
    auto_reload=False,
    finalize=unbroken,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
ENVIRONMENT.filters["verbatim"] = escape  # to be copied out again: not a character changed


def render(template: str, **values: object) -> Markup:
    """The HTML of a template filled in, on one line: Streamlit looks through every line of it at each run.

    Raises:
        jinja2.UndefinedError: the template speaks of something that it was not given.
    """
    return Markup(re.sub(r">\s*\n\s*<", "><", ENVIRONMENT.get_template(template).render(**values).strip()))


def piece(macro: str, *words: object, **values: object) -> Markup:
    """One of the small pieces of ``elements.html``, by the name of its macro."""
    return part("elements.html", macro, *words, **values)


def part(template: str, macro: str, *words: object, **values: object) -> Markup:
    """The HTML of one macro of a template."""
    made = getattr(ENVIRONMENT.get_template(template).module, macro)(*words, **values)
    return Markup(made).strip()
