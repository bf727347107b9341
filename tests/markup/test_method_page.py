"""The page Sources and method tells readers the rules that the code keeps, with the numbers that the code keeps."""

from __future__ import annotations

import re

import pytest

from metrics.markup import method_page, prose
from metrics.wording.terms import TERMS, parted
from tests.support.escaping import HOSTILE, assert_escaped, shown
from tests.support.make import ORGANISATION, catalogue, figure, indicator, whole


def method(**organisation: object) -> str:
    made = catalogue(indicator(figure("2013/14 Q1", 26)), organisation={**ORGANISATION, **organisation})
    return shown(method_page.method(made) + method_page.glossary(made))


def test_page_says_which_example_the_twelve_figures_follow() -> None:
    assert (
        "NHS England's single-chart tool waits for 13 figures, NHSRplotthedots for 12; this dashboard for 12 "
        "with 8 moving ranges."
    ) in method()
    assert "with 8 moving ranges" in method_page.how_much()


def test_page_says_what_gaps_and_a_shifted_level_do() -> None:
    told = method()
    assert "A period that is missing or not shown is named and does not end the usual range." in told
    assert "draws no usual range and no marks that rest on it" in told
    assert "none missing" not in told


@pytest.mark.parametrize(("below", "words"), [(6, "below six"), (10, "below ten"), (11, "below 11")])
def test_limit_of_suppression_is_the_councils_own(below: int, words: str) -> None:
    told = method(suppress_below=below)
    assert f"Counts of people {words} from the council's own returns are not shown" in told
    assert f"a count of people {words} that the council itself returned" in told
    assert "below six" not in told or below == 6


def test_council_that_hides_nothing_says_so() -> None:
    told = method(suppress_below=0)
    assert "The council has set no number below which its own counts are hidden." in told
    assert "Counts of people below" not in told


def test_numbers_in_the_prose_follow_the_rules_of_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, number in (("POINTS_FOR_LIMITS", 20), ("RANGES_FOR_LIMITS", 15), ("CARDS", 4), ("PERIODS_OLD", 9)):
        monkeypatch.setattr(method_page, name, number)
    told = method() + shown(method_page.how_much())
    assert "From 20 quarterly or monthly figures with 15 moving ranges" in told
    assert "at most four indicators" in told
    assert "more than nine of its own periods" in told
    assert "7 to 19, quarterly or monthly" in told
    assert "each 2.66 mean moving ranges" in told


def test_each_term_of_the_glossary_has_an_address() -> None:
    terms = re.findall(r'<h3 id="(term-[a-z-]+)">', method_page.glossary(whole()))
    assert {"term-chance", "term-provisional", "term-statistical-neighbours", "term-suppressed"} <= set(terms)
    assert len(terms) == len(set(terms)) > 15
    assert terms == sorted(terms)
    linked = {part.address.removeprefix("sources#") for term in TERMS for part in parted(term)}
    assert linked <= set(terms)


def test_table_of_the_rules_is_named_and_scrolls_by_itself() -> None:
    html = method_page.how_much()
    assert html.startswith('<div class="scroll" tabindex="0" role="region" aria-label="How much may be said">')
    assert html.count('<th scope="col">') == 3


def test_what_is_filled_into_prose_is_escaped_and_no_markdown() -> None:
    organisation = {**ORGANISATION, "name": HOSTILE, "contact": "*hub* [x](y) {{ 7 * 7 }}"}
    told = method_page.accessibility(catalogue(indicator(figure("2013/14 Q1", 26)), organisation=organisation))
    assert_escaped(told)
    assert "write to: *hub* [x](y) {{ 7 * 7 }}," in shown(told)


def test_html_in_markdown_is_shown_and_does_nothing() -> None:
    assert prose.as_html("a <b>c</b>") == "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n"


def test_on_a_phone_each_cell_of_the_sources_says_what_it_holds() -> None:
    listed = method_page.source_list(catalogue(indicator(figure("2013/14 Q1", 26))))
    assert listed.count('role="cell"') == 4 * (listed.count('role="row"') - 1)
    assert '<span class="label">Published</span>' in listed
    assert "scroll" not in listed
