"""The small pieces of HTML that every page shares: each escapes its words."""

import base64

from metrics.markup import elements
from metrics.wording import verdicts
from tests.support.html_check import Checked, words

EVIL = "<img src=x onerror=alert()>\"'"


def test_pieces_that_take_words_escape_them():
    pieces = [
        elements.level_heading(EVIL, 2),
        elements.paragraph(EVIL, look="quiet", role="status"),
        elements.form_line(EVIL, EVIL, [EVIL], [EVIL]),
    ]
    for html in pieces:
        assert Checked(html).faults == []
        assert "img" not in {tag for tag, _ in Checked(html).seen}
        assert EVIL in words(html)


def test_line_of_text_has_the_look_and_the_role_that_it_is_given():
    assert elements.paragraph("Read.") == "<p>Read.</p>"
    assert elements.paragraph("Read.", look="quiet") == '<p class="quiet">Read.</p>'
    assert elements.paragraph("Read.", role="status") == '<p role="status">Read.</p>'


def test_picture_within_the_page_is_the_drawing_with_its_alternative_text():
    ((tag, attributes),) = Checked(elements.picture_html("<svg/>", "A line & dots")).seen
    assert tag == "img"
    assert attributes["alt"] == "A line & dots"
    assert base64.b64decode((attributes["src"] or "").partition("base64,")[2]) == b"<svg/>"


def test_a_tag_leads_to_the_glossary_where_its_block_has_not_told_the_term() -> None:
    seen: set[str] = set()
    few = verdicts.Tag("too few to tell", "few")
    assert 'href="sources#term-too-few-to-tell"' in elements.verdict_tag(few, seen=seen)
    assert "href" not in elements.verdict_tag(few, seen=seen) + elements.verdict_tag(few)
