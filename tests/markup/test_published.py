"""The second voice's HTML: a row's second line, a section, a line on the home page; never counted as the council's."""

from __future__ import annotations

import re
from typing import Any

from metrics.analysis.reading import Reading, read_all
from metrics.analysis.states import STATES
from metrics.markup import home, indicator_page, published, scorecard
from metrics.wording import tallies
from tests.support.html_check import words
from tests.support.make import TODAY, catalogue, comparator, counted, figure, indicator

Q1 = "2013/14 Q1"
Y25 = "2024/25 financial year"


def readings(*indicators: dict, **top: Any) -> list[Reading]:
    return read_all(catalogue(*indicators, **top), TODAY)


def published_beside(*observations: dict, **keys: Any) -> list[Reading]:
    """An indicator with a published figure, tested worse than England's in the same publication."""
    own, england = counted(Y25, 100, 200), comparator(Y25, 30)
    return readings(indicator(*observations, own_series=[own], comparators=[england], **keys))


def test_row_has_a_second_line_that_names_who_published_and_when():
    html = scorecard.theme_tables(published_beside(figure(Q1, 26)), {})
    assert 'colspan="6"' in html
    (second,) = re.findall(r'<tr role="row" class="published">(.*?)</tr>', html)
    assert words(second) == (
        "Ofsted, year to March 2025: 50.0% (100 of 200); above England’s 30% (worse, more than chance)"
    )
    assert "published" not in scorecard.theme_tables(readings(indicator(figure(Q1, 26))), {})


def test_published_figures_take_no_part_in_filters_and_counts():
    found = published_beside(figure(Q1, 26))
    told = {words(scorecard.theme_tables(found, {}, show)) for show in STATES}
    assert told == {"No indicator is in this state."}
    assert "worse" not in tallies.counts_sentence(found)
    assert "Ask about these first" not in home.first_screen(found, {})


def test_only_published_indicators_are_folded_apart_with_their_newest_figure():
    html = scorecard.theme_tables(published_beside(), {})
    only, awaiting = re.findall(r"<details.*?</details>", html, re.DOTALL)[1:]
    assert words(only).startswith("Published every year and not reported by the council (1)")
    assert "Ofsted, year to March 2025: 50.0%" in words(only)
    assert "(0)" in words(awaiting)


def test_home_page_has_one_linked_line_on_where_published_figures_are_tested():
    html = published.beside_england(published_beside(figure(Q1, 26)))
    (line,) = re.findall(r'<p class="counts beside-england">(.*?)</p>', html)
    assert words(line) == (
        "Published by Ofsted: Medway is worse than England, by more than chance, on 1 of 1 indicator, "
        "and better on none. See them on Trends"
    )
    assert 'href="trends?find=published-worse"' in line
    better = readings(indicator(own_series=[counted(Y25, 10, 200)], comparators=[comparator(Y25, 30)]))
    assert 'href="trends?find=published"' in published.beside_england(better)
    assert published.beside_england(readings(indicator(figure(Q1, 26)))) == ""
    assert "SAID" in home.first_screen(published_beside(figure(Q1, 26)), {}, published="SAID")


def test_indicators_page_has_a_section_of_its_own_for_what_is_published():
    made = catalogue(indicator(figure(Q1, 26), own_series=[counted(Y25, 100, 200)], comparators=[comparator(Y25, 30)]))
    (one,) = read_all(made, TODAY)
    html = published.section(made, one)
    assert words(html).startswith("What Ofsted publishes about Medway")
    assert '<span class="tag worse tested">worse, more than chance</span>' in html
    assert "Inspection report" in words(html)
    (own,) = re.findall(r'<p class="finding[^>]*>(.*?)</p>', indicator_page.head(one))
    assert words(own) == "26% in April to June 2013.", "the other voice is told in its own section"
    (bare,) = readings(indicator(figure(Q1, 26)))
    assert published.section(made, bare) == ""
