"""Templates: what is filled in is escaped by the library, and a page never speaks of what it wasn't given."""

import re

import pytest
from jinja2 import UndefinedError

from metrics.markup import templating
from tests.support.escaping import HOSTILE, assert_escaped


def test_words_filled_into_a_template_are_escaped():
    assert_escaped(templating.piece("paragraph", HOSTILE))


def test_html_of_a_piece_is_not_escaped_twice():
    inside = templating.piece("notice", "5 < 6")
    assert templating.piece("paragraph", inside) == f"<p>{inside}</p>"
    assert inside == '<span class="notice">5 &lt; 6</span>'


def test_quarter_stays_on_one_line_where_it_is_read_and_as_it_is_where_it_is_copied():
    assert "2013/14\N{NO-BREAK SPACE}Q1" in templating.piece("paragraph", "2013/14 Q1")
    assert "2013/14 Q1</pre>" in templating.piece("copyable", "2013/14 Q1")


def test_nothing_is_shown_for_none():
    assert templating.piece("paragraph", None) == "<p></p>"


def test_template_that_lacks_a_value_is_refused():
    with pytest.raises(UndefinedError):
        templating.render("footer.html", publishers="Ofsted")


def test_page_stands_on_one_line_and_what_is_typed_keeps_its_lines():
    footer = {"publishers": "<b>\n</b>", "limits": "", "updated": "", "due": "", "contact": "", "name": "", "today": ""}
    html = templating.render("footer.html", **footer)
    assert html.startswith('<footer role="contentinfo"><p>')
    assert "&lt;b&gt;\n&lt;/b&gt;" in html


def test_no_template_switches_escaping_off():
    loader = templating.ENVIRONMENT.loader
    assert loader is not None
    for name in templating.ENVIRONMENT.list_templates():
        source, _, _ = loader.get_source(templating.ENVIRONMENT, name)
        assert not re.search(r"\|\s*safe\b|autoescape", source), name
