"""The cards of published series as HTML: escaped, each with name, finding, chart, source and figures."""

from __future__ import annotations

import base64
import re
from typing import Any
from xml.etree import ElementTree

from metrics.analysis.reading import read_all
from metrics.catalogue.models import Catalogue
from metrics.markup import published_cards
from metrics.trends.published import lay_out
from metrics.trends.view_state import ViewState
from tests.support.make import TODAY
from tests.support.published_series import england, neighbours, published_catalogue, row, series, years

MADE = published_catalogue(
    series("one", years(2022, 92, 93, 96), [*england(2022, 94, 94, 95), *neighbours(2022, 90, 91, 92)]),
    series("two", [row("2024/25 financial year", 5, numerator=5, denominator=100)], theme="health"),
)


def html(made: Catalogue = MADE, **asked: Any) -> str:
    state = ViewState(**asked)
    found = lay_out(made, read_all(made, TODAY), state, TODAY, ("Kent",))
    return published_cards.count(found, state) + published_cards.cards(made, found, state)


def test_each_card_has_a_link_a_finding_a_chart_with_its_words_a_source_and_its_figures() -> None:
    above, first, second = html().split("<article")
    assert "2 indicators have figures that a government department publishes." in above
    assert 'href="indicator?id=one">One</a>' in first
    assert "96% in the year to March 2025; worse than England’s 95%, not tested" in first
    assert 'role="img" aria-label="One: Chart of 3 figures with England and Neighbours' in first
    assert "DfE, Children looked after: 2025. Neighbours: mean, May 2025 model." in first
    assert "<td>year to March 2025</td><td>96</td><td>95</td><td>92</td>" in first
    assert "<td>5 (5 of 100)</td>" in second


def test_scale_that_does_not_start_at_zero_is_said() -> None:
    first, second = html().split("<article")[1:]
    assert "<b>Scale starts at 80%.</b>" in first
    assert "Scale starts" not in second
    assert "Scale starts" not in html(from_zero=True)


def test_a_series_of_another_indicator_says_so() -> None:
    made = published_catalogue(series("one", years(2022, 1, 2, 3, comparable="partly", why="Of other ages.")))
    assert "Care leavers aged 19 to 21; only partly the same indicator" in html(made)


def test_lines_are_a_picture_in_both_schemes() -> None:
    pictures = re.findall(r"base64,([^\"]+)", html())
    drawn = [base64.b64decode(picture).decode() for picture in pictures]
    assert [len(ElementTree.fromstring(one).findall("{*}path")) for one in drawn] == [5, 2]
    assert all("prefers-color-scheme:dark" in one for one in drawn)


def test_headings_are_themes_with_a_link_to_all_of_each() -> None:
    assert re.findall(r"<h2>([^<]+)</h2>", html()) == ["Education", "Health"]
    assert "trends?theme=education" in html()
    assert re.findall(r"<h2>([^<]+)</h2>", html(finding="published-worse-all")) == ["Worse than England, all"]


def test_names_and_sources_of_the_file_are_escaped() -> None:
    made = published_catalogue(series("one", years(2022, 1, 2, 3), name="<b>Bold & low</b>", group="<i>all</i>"))
    assert "<b>Bold" not in html(made)
    assert "&lt;b&gt;Bold &amp; low" in html(made)


def test_a_view_that_finds_nothing_says_what_it_looked_for_and_how_to_go_on() -> None:
    told = html(finding="published-worse")
    assert "None of 1 that can be set beside England is worse, tested: by more than chance." in told
    assert 'href="trends?find=published-worse-all"' in told
    assert 'href="trends"' in told
    assert "No department has published figures about the council in these years" in html(last=2001)


def test_each_neighbour_is_a_dot_with_its_name_in_the_table_alone() -> None:
    made = published_catalogue(series("one", years(2022, 92, 93, 96), years(2022, 80, 81, 82, area="Kent")))
    shown = html(made, neighbours=True)
    assert shown.count('<i class="neighbour"') == 3
    assert '<th scope="col">Kent</th>' in shown
    assert "Kent" not in html(made)
