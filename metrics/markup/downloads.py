"""The HTML beside the downloads: a chart's alternative text, to be copied where its picture is pasted."""

from __future__ import annotations

from markupsafe import Markup

from metrics.markup.templating import render


def alt_text(words: str) -> Markup:
    """The text, folded, with a button that copies it."""
    return render("alt_text.html", words=words)
